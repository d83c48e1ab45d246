import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { BootstraplessSynthesizer, CfnDeletionPolicy, Stack } from 'aws-cdk-lib/core';
import { DeployLab, parameter } from './support';

let lab: DeployLab;
before(async () => {
  lab = await DeployLab.start();
});
after(() => lab.stop());

const synthesizer = new BootstraplessSynthesizer();
const { RETAIN, RETAIN_EXCEPT_ON_CREATE, SNAPSHOT } = CfnDeletionPolicy;

/** A stack with one parameter for each policy, `/<stack>/<policy><suffix>`, and one that cannot be made where it `fails`. */
const policies = (name: string, { suffix = '', fails = false } = {}): string => lab.synth((app) => {
  const stack = new Stack(app, name, { synthesizer });
  const last = fails ? parameter(stack, 'Taken', { Name: '/taken', Value: 'x' }) : undefined;
  for (const policy of [RETAIN, RETAIN_EXCEPT_ON_CREATE, undefined]) {
    const kept = parameter(stack, policy ?? 'Delete', { Name: `/${name}/${policy ?? 'Delete'}${suffix}`, Value: '1' });
    if (policy) Object.assign(kept.cfnOptions, { deletionPolicy: policy, updateReplacePolicy: RETAIN });
    last?.addDependency(kept);
  }
});
const left = async (name: string, suffix = ''): Promise<readonly string[]> => {
  const there = await Promise.all([RETAIN, RETAIN_EXCEPT_ON_CREATE, 'Delete'].map(async (policy) => ({ policy, value: await lab.parameter(`/${name}/${policy}${suffix}`) })));
  return there.filter(({ value }) => value !== undefined).map(({ policy }) => policy);
};

describe('what a stack keeps', { concurrency: 3 }, () => {
  it('outlives a replacement and the stack itself, with DELETE_SKIPPED in its history', async () => {
    await lab.deploy(policies('Kept'));
    await lab.deploy(policies('Kept', { suffix: '-2' }));
    assert.deepEqual(await left('Kept'), [RETAIN, RETAIN_EXCEPT_ON_CREATE]);
    const { StackId = '' } = await lab.stack('Kept');
    await lab.destroy(policies('Kept'));
    assert.deepEqual(await left('Kept', '-2'), [RETAIN, RETAIN_EXCEPT_ON_CREATE]);
    assert.deepEqual((await lab.events(StackId)).filter((line) => line.endsWith('DELETE_SKIPPED')).sort(),
      ['Retain', 'Retain', 'RetainExceptOnCreate', 'RetainExceptOnCreate'].map((id) => `${id} DELETE_SKIPPED`));
  });

  it('outlives the rollback of its own creation with Retain, and not with RetainExceptOnCreate', async () => {
    await lab.putParameter('/taken', 'someone else\'s');
    await lab.deploy(policies('RolledBack', { fails: true }), [], { status: 1 });
    assert.deepEqual(await left('RolledBack'), [RETAIN]);
  });

  it('cannot be kept as a snapshot: the template is refused', async () => {
    const output = await lab.deploy(lab.synth((app) => {
      const stack = new Stack(app, 'Snapshot', { synthesizer });
      parameter(stack, 'Kept', { Value: '1' }).cfnOptions.deletionPolicy = SNAPSHOT;
    }), [], { status: 1 });
    assert.match(output, /Template error: resource Kept does not support DeletionPolicy Snapshot/);
    await assert.rejects(lab.stack('Snapshot'), /does not exist/);
  });

  it('is the whole stack where termination protection is on', async () => {
    const guarded = (terminationProtection: boolean) => lab.synth((app) => {
      parameter(new Stack(app, 'Guarded', { synthesizer, terminationProtection }), 'Named', { Name: '/guarded', Value: '1' });
    });
    await lab.deploy(guarded(true));
    assert.equal((await lab.stack('Guarded')).EnableTerminationProtection, true);
    assert.match(await lab.destroy(guarded(true), [], { status: 1 }), /Stack \[Guarded\] cannot be deleted while TerminationProtection is enabled/);
    assert.equal(await lab.parameter('/guarded'), '1');
    await lab.deploy(guarded(false));
    assert.match(await lab.destroy(guarded(false)), /✅ {2}Guarded: destroyed/);
    assert.match(await lab.destroy(guarded(false)), /✅ {2}Guarded: destroyed/, 'what is not there is destroyed too');
  });
});
