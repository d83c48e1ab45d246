import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Stack } from 'aws-cdk-lib/core';
import { asked, custom, provider } from './custom-resource';
import { DeployLab, parameter } from './support';

let lab: DeployLab;
before(async () => {
  lab = await DeployLab.start();
  await lab.bootstrap(); // cdk rollback asks for it
});
after(() => lab.stop());

const app = (name: string, build: (stack: Stack) => void): string => lab.synth((root) => build(new Stack(root, name)));
/** A resource that cannot be made while the parameter of this name is there. */
const taken = (stack: Stack, name = '/taken') => parameter(stack, 'Taken', { Name: name, Value: 'x' });
const TAKEN = /Resource handler returned message: "The parameter already exists\. .* \(RequestToken: [-\da-f]{36}, HandlerErrorCode: AlreadyExists\)/;
const since = (events: readonly string[], first: string) => events.slice(events.findLastIndex((line) => line.startsWith(first)));

describe('a first deployment that fails', { concurrency: 3 }, () => {
  it('is rolled back, diagnosed, and deployed over', async () => {
    await lab.putParameter('/over/taken', 'someone else\'s');
    const output = await lab.deploy(app('Over', (stack) => {
      taken(stack, '/over/taken').addDependency(parameter(stack, 'First', { Name: '/over/first', Value: '1' }));
    }), [], { status: 1 });
    assert.match(output, /❌ {2}Over failed to deploy\n‣ DeploymentError: Resource updates failed:\nOver\/Taken {2}\(AWS::SSM::Parameter Taken\)/);
    const [failure, ...events] = since(await lab.events('Over'), 'Taken CREATE_FAILED');
    assert.match(failure ?? '', TAKEN);
    assert.deepEqual(events, [
      'Over ROLLBACK_IN_PROGRESS: The following resource(s) failed to create: [Taken]. Rollback requested by user.',
      'Taken DELETE_COMPLETE', 'First DELETE_IN_PROGRESS', 'First DELETE_COMPLETE', 'Over ROLLBACK_COMPLETE',
    ]);
    const { StackId: old } = await lab.stack('Over');
    await lab.deploy(app('Over', (stack) => parameter(stack, 'First', { Name: '/over/first', Value: '1' })));
    assert.equal(await lab.parameter('/over/first'), '1');
    assert.equal((await lab.stack(old ?? '')).StackStatus, 'DELETE_COMPLETE');
  });

  it('stays as it is with --no-rollback, and goes on when the cause is gone', async () => {
    await lab.putParameter('/paused/taken', 'someone else\'s');
    const both = app('Paused', (stack) => taken(stack, '/paused/taken').addDependency(parameter(stack, 'First', { Name: '/paused/first', Value: '1' })));
    await lab.deploy(both, ['--no-rollback'], { status: 1 });
    assert.equal((await lab.stack('Paused')).StackStatus, 'CREATE_FAILED');
    assert.equal(await lab.parameter('/paused/first'), '1');
    await lab.deploy(app('Paused', (stack) => parameter(stack, 'First', { Name: '/paused/first', Value: '1' })), ['--no-rollback']);
    assert.equal((await lab.stack('Paused')).StackStatus, 'UPDATE_COMPLETE');
    await lab.deploy(both, ['--no-rollback'], { status: 1 });
    await lab.deleteParameter('/paused/taken');
    await lab.deploy(both, ['--no-rollback']);
    assert.equal(await lab.parameter('/paused/taken'), 'x');
  });

  it('cancels what is being made beside it, and asks a custom resource to delete what it may have made', async () => {
    const output = await lab.deploy(app('Cancelled', (stack) => {
      provider(stack);
      custom(stack, 'Slow', { Name: 'slow', Seconds: 50 });
      custom(stack, 'Failing', { Name: 'failing', Fail: true });
    }), [], { status: 1 });
    assert.match(output, /Received response status \[FAILED\] from custom resource\. Message returned: See the details in CloudWatch Log Stream/);
    const events = await lab.events('Cancelled');
    assert.ok(events.includes('Slow CREATE_FAILED: Resource creation cancelled'), events.join('\n'));
    assert.ok(events.some((line) => /^Cancelled ROLLBACK_IN_PROGRESS: The following resource\(s\) failed to create: \[(Failing, Slow|Slow, Failing)\]\. Rollback requested by user\.$/.test(line)));
    assert.equal(events.at(-1), 'Cancelled ROLLBACK_COMPLETE');
    assert.ok((await asked(lab, 'Cancelled')).includes('Delete failing -> failing'));
  });
});

describe('an update that fails', { concurrency: 3 }, () => {
  it('puts back what was changed, replaced, removed and added, custom resources too', async () => {
    await lab.putParameter('/taken', 'someone else\'s');
    const version = (number: 1 | 2) => app('Back', (stack) => {
      provider(stack);
      const changed = parameter(stack, 'Changed', { Name: '/back/changed', Value: `${number}` });
      const replaced = parameter(stack, 'Replaced', { Name: `/back/replaced-${number}`, Value: 'x' });
      const thing = custom(stack, 'Thing', { Name: `thing-${number}` });
      if (number === 1) parameter(stack, 'Removed', { Name: '/back/removed', Value: 'x' });
      else {
        const last = taken(stack);
        for (const one of [changed, replaced, thing, parameter(stack, 'Added', { Name: '/back/added', Value: 'x' })]) last.addDependency(one);
      }
    });
    const names = ['changed', 'replaced-1', 'replaced-2', 'removed', 'added'];
    const values = () => Promise.all(names.map((name) => lab.parameter(`/back/${name}`)));
    await lab.deploy(version(1));
    const output = await lab.deploy(version(2), [], { status: 1 });
    assert.match(output, /UPDATE_ROLLBACK_COMPLETE?[^]*❌ {2}Back failed to deploy\n‣ DeploymentError: Resource updates failed:/);
    assert.deepEqual(await values(), ['1', 'x', undefined, 'x', undefined]);
    const { StackStatus, StackId } = await lab.stack('Back');
    assert.equal(StackStatus, 'UPDATE_ROLLBACK_COMPLETE');
    const events = since(await lab.events(StackId ?? ''), 'Back UPDATE_ROLLBACK_IN_PROGRESS');
    assert.equal(events[0], 'Back UPDATE_ROLLBACK_IN_PROGRESS: The following resource(s) failed to create: [Taken]. ');
    const cleanup = events.indexOf('Back UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
    assert.deepEqual(events.slice(1, cleanup).filter((line) => line.endsWith('UPDATE_COMPLETE')).sort(), ['Changed', 'Replaced', 'Thing'].map((id) => `${id} UPDATE_COMPLETE`));
    assert.deepEqual(events.slice(cleanup + 1, -1).filter((line) => line.endsWith('COMPLETE')).sort(), ['Added', 'Replaced', 'Taken', 'Thing'].map((id) => `${id} DELETE_COMPLETE`));
    assert.deepEqual(await asked(lab, 'Back'), ['Create - -> thing-1', 'Update thing-1 -> thing-2', 'Update thing-2 -> thing-1', 'Delete thing-2 -> thing-2']);
    assert.match(await lab.deploy(version(1)), /✅ {2}Back \(no changes\)/);
  });

  it('stays in UPDATE_FAILED with --no-rollback, until cdk rollback or a deployment takes it back first', async () => {
    await lab.putParameter('/undone/taken', 'someone else\'s');
    const version = (value: string, fails = false) => app('Undone', (stack) => {
      const changed = parameter(stack, 'Changed', { Name: '/undone/changed', Value: value });
      if (fails) taken(stack, '/undone/taken').addDependency(changed);
    });
    await lab.deploy(version('1'));
    await lab.deploy(version('2', true), ['--no-rollback'], { status: 1 });
    assert.equal((await lab.stack('Undone')).StackStatus, 'UPDATE_FAILED');
    assert.equal(await lab.parameter('/undone/changed'), '2');
    assert.match(await lab.cdk(['diagnose', '--unstable=diagnose', '--app', version('2', true)], { status: 1 }), /Undone\/Taken {2}\(AWS::SSM::Parameter Taken\)/);
    assert.match(await lab.cdk(['rollback', '--app', version('2')]), /Rolling back Undone/);
    assert.equal((await lab.stack('Undone')).StackStatus, 'UPDATE_ROLLBACK_COMPLETE');
    assert.equal(await lab.parameter('/undone/changed'), '1');
    await lab.deploy(version('3', true), ['--no-rollback', '--method=direct'], { status: 1 });
    const again = await lab.deploy(version('4'), ['--yes']);
    assert.match(again, /Stack is in a paused fail state \(UPDATE_FAILED\)[^]*Rolling back Undone[^]*✅ {2}Undone\n/);
    assert.equal(await lab.parameter('/undone/changed'), '4');
  });

  it('and cannot be taken back is finished by cdk rollback, which leaves the resource that is in the way as it is', async () => {
    const version = (name: string, fails: boolean) => app('Stuck', (stack) => {
      provider(stack);
      const thing = custom(stack, 'Thing', { Name: name });
      if (fails) taken(stack, '/stuck/taken').addDependency(thing);
    });
    await lab.putParameter('/stuck/taken', 'someone else\'s');
    await lab.deploy(version('free', false));
    await lab.deploy(version('stuck', true), [], { status: 1 });
    const { StackStatus, StackStatusReason } = await lab.stack('Stuck');
    assert.deepEqual([StackStatus, StackStatusReason], ['UPDATE_ROLLBACK_FAILED', 'The following resource(s) failed to update: [Thing]. ']);
    assert.match(await lab.deploy(version('free', false), [], { status: 1 }), /UPDATE_ROLLBACK_FAILED/);
    assert.match(await lab.cdk(['rollback', '--app', version('free', false), '--orphan', 'Thing']), /Continuing rollback of stack Stuck \(orphaning: Thing\)/);
    assert.deepEqual(since(await lab.events('Stuck'), 'Stuck UPDATE_ROLLBACK_IN_PROGRESS').slice(0, 2), [
      'Stuck UPDATE_ROLLBACK_IN_PROGRESS: User Initiated', 'Thing UPDATE_COMPLETE: Resource skipped during UpdateRollback',
    ]);
    const thing = (await lab.resources('Stuck')).find(({ LogicalResourceId }) => LogicalResourceId === 'Thing');
    assert.deepEqual([thing?.PhysicalResourceId, (await asked(lab, 'Stuck')).at(-1)], ['stuck', 'Delete free -> free'], 'one of the two is left, and it is the stack\'s');
    assert.equal((await lab.stack('Stuck')).StackStatus, 'UPDATE_ROLLBACK_COMPLETE');
  });
});
