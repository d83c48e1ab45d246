import assert from 'node:assert/strict';
import { after, before, describe, it, test } from 'node:test';
import { CliCredentialsStackSynthesizer, DefaultStackSynthesizer, Stack, type IStackSynthesizer } from 'aws-cdk-lib/core';
import { DeployLab, ENVIRONMENT, parameter } from './support';

const place = `aws://${ENVIRONMENT.account}/${ENVIRONMENT.region}`;
let lab: DeployLab;
before(async () => {
  lab = await DeployLab.start();
  await lab.bootstrap();
});
after(() => lab.stop());

const app = (name: string, synthesizer?: IStackSynthesizer): string => lab.synth((root) => {
  parameter(new Stack(root, name, { synthesizer }), 'Named', { Name: `/${name}`, Value: '1' });
});

describe('bootstrapping', { concurrency: 2 }, () => {
  it('cdk bootstrap again changes nothing, unless it is asked to', async () => {
    assert.match(await lab.bootstrap(), /bootstrapped \(no changes\)/);
    assert.match(await lab.bootstrap('--tags', 'team=lab', '--termination-protection'), /✅ {2}Environment \S+ bootstrapped\./);
    const { StackStatus, Tags, EnableTerminationProtection } = await lab.stack('CDKToolkit');
    assert.deepEqual([StackStatus, Tags, EnableTerminationProtection], ['UPDATE_COMPLETE', [{ Key: 'team', Value: 'lab' }], true]);
  });

  it('a second bootstrap stack with a qualifier of its own serves the apps that name it', async () => {
    await lab.bootstrap('--qualifier', 'second', '--toolkit-stack-name', 'SecondToolkit');
    assert.match(await lab.deploy(app('Qualified', new DefaultStackSynthesizer({ qualifier: 'second' }))), /✅ {2}Qualified\n/);
    assert.match(await lab.deploy(app('Unknown', new DefaultStackSynthesizer({ qualifier: 'nobody' })), [], { status: 1 }),
      /Unknown: SSM parameter \/cdk-bootstrap\/nobody\/version not found in \S+\. Has the environment been bootstrapped\?/);
  });

  it('an app with the credentials of the CLI needs no roles', async () => {
    assert.match(await lab.deploy(app('OwnCredentials', new CliCredentialsStackSynthesizer())), /✅ {2}OwnCredentials\n/);
    assert.equal((await lab.stack('OwnCredentials')).RoleARN, undefined);
  });
});

test('cdk gc takes what no stack uses from the bucket, and says that there is no ECR', async () => {
  await lab.destroy(app('OwnCredentials', new CliCredentialsStackSynthesizer()));
  const gc = (...options: readonly string[]) => ['gc', place, '--unstable=gc', '--confirm=false', '--rollback-buffer-days=0', '--created-buffer-days=0', ...options];
  assert.match(await lab.cdk(gc('--type=s3')), /\d+ files scanned: 0 assets \(0\.00 MiB\) tagged, [1-9]\d* assets \(\S+ MiB\) deleted/);
  assert.match(await lab.cdk(gc('--type=ecr'), { status: 1 }), /this lab has no service ecr/);
});
