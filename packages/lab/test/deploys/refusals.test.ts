import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { BootstraplessSynthesizer, CfnResource, Stack } from 'aws-cdk-lib/core';
import { DeployLab, parameter } from './support';

let lab: DeployLab;
before(async () => {
  lab = await DeployLab.start();
});
after(() => lab.stop());

const synthesizer = new BootstraplessSynthesizer();
const app = (name: string, build = (stack: Stack): unknown => parameter(stack, 'Named', { Name: `/${name}`, Value: '1' })): string => (
  lab.synth((root) => void build(new Stack(root, name, { synthesizer }))));

/** Options of `cdk deploy` with what the lab says to them. */
const OPTIONS: readonly (readonly [options: readonly string[], refusal: RegExp])[] = [
  [['--revert-drift'], /DeploymentMode of CreateChangeSet is not supported by this lab/],
  [['--express'], /DeploymentConfig\.Mode "EXPRESS" is not supported by this lab; allowed: Mode STANDARD/],
  [['--notification-arns', 'arn:aws:sns:us-east-1:123456789012:told'], /NotificationARNs of CreateChangeSet is not supported by this lab/],
  [['--rollback-trigger-alarm-arns', 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:bell'], /RollbackConfiguration of CreateChangeSet is not supported by this lab/],
];

describe('what CloudFormation can and this lab cannot', { concurrency: 3 }, () => {
  for (const [options, refusal] of OPTIONS) {
    it(`is refused by name with nothing made: cdk deploy ${options[0]}`, async () => {
      const name = `Refused${options[0]?.replace(/\W/g, '')}`;
      assert.match((await lab.deploy(app(name), options, { status: 1 })).replaceAll(/\s+/g, ' '), refusal);
      await assert.rejects(lab.stack(name), /does not exist/);
    });
  }

  it('is refused by name with nothing made: nested stacks', async () => {
    const nested = (stack: Stack) => new CfnResource(stack, 'Nested', { type: 'AWS::CloudFormation::Stack', properties: { TemplateURL: 'https://example.com/t' } });
    assert.match((await lab.deploy(app('Nesting', nested), ['--method=direct'], { status: 1 })).replaceAll(/\s+/g, ' '),
      /Unrecognized resource types: \[AWS::CloudFormation::Stack\] \(resources Nested\): the lab does not have them/);
    await assert.rejects(lab.stack('Nesting'), /does not exist/);
  });

  it('is refused by name: cdk import, and nothing is taken over', async () => {
    await lab.putParameter('/Imported', 'already there');
    const output = await lab.cdk(['import', '--app', app('Imported'), '--force', '--resource-mapping-inline', '{"Named":{"Name":"/Imported"}}'], { status: 1 });
    assert.match(output, /ChangeSetType IMPORT is not supported by this lab: it cannot take over existing resources/);
    const forced = await lab.deploy(app('Imported'), ['--import-existing-resources'], { status: 1 });
    assert.match(forced.replaceAll(/\s+/g, ' '), /ImportExistingResources: resource Named \(AWS::SSM::Parameter \/Imported\) exists already, and this lab cannot take over existing/);
    assert.equal(await lab.parameter('/Imported'), 'already there');
  });

  it('is refused by name: cdk drift and stack policies', async () => {
    await lab.deploy(app('Drifting'));
    assert.match(await lab.cdk(['drift', '--app', app('Drifting')], { status: 1 }), /this lab has no operation DetectStackDrift of cloudformation/);
    const policy = ['--stack-name', 'Drifting', '--stack-policy-body', '{"Statement":[]}'];
    assert.match(await lab.aws(['cloudformation', 'set-stack-policy', ...policy], { status: 'failure' }), /this lab has no operation SetStackPolicy of cloudformation/);
    assert.match(await lab.aws(['cloudformation', 'update-stack', '--use-previous-template', ...policy], { status: 'failure' }),
      /StackPolicyBody of UpdateStack is not supported by this lab/);
  });
});
