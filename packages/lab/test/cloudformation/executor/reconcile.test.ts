import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createMemoryStore } from '../../../src/state/memory-store';
import { startFakeCloud, type Behaviour, type FakeCloud } from '../support/fake-cloud';

const template = (...names: readonly string[]): string => JSON.stringify({
  Resources: Object.fromEntries(names.map((name) => [name.replace('-', 'v'), { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: name } }])),
});
const named = (name: string): string => JSON.stringify({ Resources: { A: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: name } } } });

/** Never answers for one resource: what a lab was doing when it was killed. */
const hangs = (verb: string, logicalId: string): Behaviour => ({
  before: (asked, resource) => (asked === verb && resource === logicalId ? new Promise(() => {}) : undefined),
});

describe('a lab that was killed during a stack operation', () => {
  it('ends a creation in CREATE_FAILED with the reason, and can delete the stack', async () => {
    const store = createMemoryStore();
    const killed = await startFakeCloud({ store, behaviour: hangs('create', 'Bv2') });
    await killed.call('CreateStack', { StackName: 's', TemplateBody: template('Av1', 'B-2') });
    await untilCreated(killed, 's', 'Av1');
    const restarted = await startFakeCloud({ store });
    restarted.existing('s').set('Av1', {});
    restarted.cloudFormation.reconcile();
    const lines = await restarted.history('s');
    assert.deepEqual(lines.slice(-2), [
      'Bv2 CREATE_FAILED The lab stopped while this operation was in progress',
      's CREATE_FAILED The lab stopped while this operation was in progress: delete the stack, or roll it back with RollbackStack',
    ]);
    const id = restarted.cloudFormation.stacks.find('s')?.id ?? '';
    await restarted.call('DeleteStack', { StackName: 's' });
    await restarted.cloudFormation.engine.settled(id);
    assert.deepEqual([...restarted.existing('s')], []);
    await Promise.all([killed.stop(), restarted.stop()]);
  });

  it('ends an update in UPDATE_FAILED, from which it can be rolled back', async () => {
    const store = createMemoryStore();
    const killed = await startFakeCloud({ store, behaviour: hangs('create', 'Never') });
    await killed.call('CreateStack', { StackName: 's', TemplateBody: named('a-1') });
    await killed.settled('s');
    await killed.call('UpdateStack', { StackName: 's', TemplateBody: JSON.stringify({ Resources: {
      A: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: 'a-2' } }, Never: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: 'never' } },
    } }) });
    await untilCreated(killed, 's', 'a-2');
    const restarted = await startFakeCloud({ store });
    for (const name of killed.existing('s').keys()) restarted.existing('s').set(name, {});
    restarted.cloudFormation.reconcile();
    assert.equal(restarted.cloudFormation.stacks.find('s')?.status, 'UPDATE_FAILED');
    await restarted.call('RollbackStack', { StackName: 's' });
    assert.equal(await restarted.settled('s'), 'UPDATE_ROLLBACK_COMPLETE');
    assert.deepEqual([...restarted.existing('s').keys()], ['a-1']);
    await Promise.all([killed.stop(), restarted.stop()]);
  });

  it('finishes a clean-up that was left', async () => {
    const store = createMemoryStore();
    const killed = await startFakeCloud({ store, behaviour: hangs('delete', 'A') });
    await killed.call('CreateStack', { StackName: 's', TemplateBody: named('a-1') });
    await killed.settled('s');
    await killed.call('UpdateStack', { StackName: 's', TemplateBody: named('a-2') });
    await untilCreated(killed, 's', 'a-2');
    const restarted = await startFakeCloud({ store });
    for (const name of ['a-1', 'a-2']) restarted.existing('s').set(name, {});
    restarted.cloudFormation.reconcile();
    assert.equal(await restarted.settled('s'), 'UPDATE_COMPLETE');
    assert.deepEqual([...restarted.existing('s').keys()], ['a-2']);
    await Promise.all([killed.stop(), restarted.stop()]);
  });
});

/** Lets pending work run until the resource exists. */
async function untilCreated(fake: FakeCloud, stackName: string, physicalId: string): Promise<void> {
  for (let turn = 0; turn < 100; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    if (fake.existing(stackName).has(physicalId)) return;
  }
  throw new Error(`${physicalId} was not created`);
}
