import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { BootstraplessSynthesizer, CfnOutput, Stack } from 'aws-cdk-lib/core';
import { DeployLab, parameter } from './support';

let lab: DeployLab;
before(async () => {
  lab = await DeployLab.start();
});
after(() => lab.stop());

const synthesizer = new BootstraplessSynthesizer();

/** Two stacks, of which the second may use a value of the first. */
const pair = (prefix: string, linked: boolean, name = 'one'): string => lab.synth((app) => {
  const [network, service] = ['Network', 'Service'].map((id) => new Stack(app, `${prefix}${id}`, { synthesizer })) as [Stack, Stack];
  const shared = parameter(network, 'Shared', { Name: `/${prefix}/${name}`, Value: '1' });
  parameter(service, 'User', { Name: `/${prefix}/user`, Value: linked ? shared.ref : 'nothing' });
});

describe('several stacks', { concurrency: 3 }, () => {
  it('are deployed in the order of their dependencies and as many at a time as asked for, with their outputs in one file', async () => {
    const app = lab.synth((root) => {
      const stacks = ['Base', 'Left', 'Right', 'Top'].map((name) => new Stack(root, name, { synthesizer }));
      const [base, left, right, top] = stacks as [Stack, Stack, Stack, Stack];
      for (const stack of stacks) {
        parameter(stack, 'Named', { Name: `/several/${stack.stackName}`, Value: '1' });
        new CfnOutput(stack, 'Name', { value: stack.stackName });
      }
      [left, right].forEach((side) => [side.addDependency(base), top.addDependency(side)]);
    });
    const output = await lab.deploy(app, ['--all', '--concurrency', '2', '--outputs-file', 'several.json']);
    const order = [...output.matchAll(/✅ {2}(\w+)\n/g)].map(([, name]) => name);
    assert.deepEqual([order[0], order.slice(1, 3).sort(), order[3]], ['Base', ['Left', 'Right'], 'Top']);
    assert.deepEqual(JSON.parse(readFileSync(join(lab.folder, 'several.json'), 'utf8')), {
      Base: { Name: 'Base' }, Left: { Name: 'Left' }, Right: { Name: 'Right' }, Top: { Name: 'Top' },
    });
    const destroyed = await lab.destroy(app, ['--all']);
    assert.deepEqual([...destroyed.matchAll(/✅ {2}(\w+): destroyed/g)].map(([, name]) => name).filter((name) => name === 'Base' || name === 'Top'), ['Top', 'Base']);
  });

  it('keep an export that is in use: it cannot be dropped, changed, or deleted with its stack', async () => {
    await lab.deploy(pair('used', true), ['--all']);
    const exported = (await lab.stack('usedNetwork')).Outputs?.[0]?.ExportName;
    assert.match(exported ?? '', /^usedNetwork:ExportsOutputRefShared/);
    for (const [app, verb] of [[pair('used', false), 'delete'], [pair('used', true, 'two'), 'update']] as const) {
      await lab.deploy(app, ['usedNetwork', '--exclusively'], { status: 1 });
      const rollback = (await lab.events('usedNetwork')).findLast((line) => line.startsWith('usedNetwork UPDATE_ROLLBACK_IN_PROGRESS'));
      assert.equal(rollback, `usedNetwork UPDATE_ROLLBACK_IN_PROGRESS: Cannot ${verb} export ${exported} as it is in use by usedService.`);
    }
    assert.match(await lab.destroy(pair('used', true), ['usedNetwork', '--exclusively'], { status: 1 }),
      new RegExp(`UPDATE_ROLLBACK_COMPLETE \\(Delete canceled\\. Cannot delete export ${exported} as it is in use by usedService\\.\\)`));
    assert.deepEqual([await lab.parameter('/used/one'), await lab.parameter('/used/two')], ['1', undefined]);
    assert.match(await lab.aws(['cloudformation', 'list-imports', '--export-name', exported ?? '']), /"usedService"/);
    await lab.deploy(pair('used', false), ['usedService', '--exclusively']);
    await lab.deploy(pair('used', false), ['usedNetwork', '--exclusively']);
    assert.equal((await lab.stack('usedNetwork')).Outputs?.length, 0);
  });

  it('with --exclusively leave the others alone, even where they are needed', async () => {
    const output = await lab.deploy(pair('alone', true), ['aloneService', '--exclusively'], { status: 1 });
    assert.match(output, /No export named aloneNetwork:ExportsOutputRefShared\w+ found/);
    await assert.rejects(lab.stack('aloneNetwork'), /does not exist/);
  });
});
