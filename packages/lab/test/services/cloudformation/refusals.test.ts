import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  CloudFormationClient, CreateChangeSetCommand, CreateStackCommand, DescribeChangeSetCommand, DescribeStacksCommand, DetectStackDriftCommand,
  SetStackPolicyCommand, UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { startFakeCloud, type FakeCloud } from '../../cloudformation/support/fake-cloud';

const template = (resources: object) => JSON.stringify({ Resources: resources });
const GROUP = { Group: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: 'g' } } };

describe('what this CloudFormation has not', () => {
  let fake: FakeCloud;
  let client: CloudFormationClient;
  before(async () => {
    fake = await startFakeCloud();
    client = new CloudFormationClient(fake.lab.clientOptions);
  });
  after(() => fake.stop());

  it('nested stacks fail their change set by name', async () => {
    const body = template({ ...GROUP, Nested: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'http://127.0.0.1/x/y' } } });
    const { Id } = await client.send(new CreateChangeSetCommand({ StackName: 'nesting', ChangeSetName: 'c', ChangeSetType: 'CREATE', TemplateBody: body, IncludeNestedStacks: true }));
    const { Status, StatusReason } = await client.send(new DescribeChangeSetCommand({ ChangeSetName: Id }));
    assert.equal(Status, 'FAILED');
    assert.match(StatusReason ?? '', /Unrecognized resource types: \[AWS::CloudFormation::Stack\] \(resources Nested\): the lab does not have them/);
  });

  it('imports, stack policies and drift are refused, and nothing is made', async () => {
    await assert.rejects(client.send(new CreateChangeSetCommand({ StackName: 'taken-in', ChangeSetName: 'c', ChangeSetType: 'IMPORT', TemplateBody: template(GROUP) })),
      /ChangeSetType IMPORT is not supported by this lab: it cannot take over existing resources/);
    await assert.rejects(client.send(new CreateStackCommand({ StackName: 'guarded', TemplateBody: template(GROUP), StackPolicyBody: '{}' })), /StackPolicyBody of CreateStack is not supported by this lab/);
    for (const StackName of ['taken-in', 'guarded']) await assert.rejects(client.send(new DescribeStacksCommand({ StackName })), /does not exist/);
    await client.send(new CreateStackCommand({ StackName: 'plain', TemplateBody: template(GROUP) }));
    assert.equal(await fake.settled('plain'), 'CREATE_COMPLETE');
    await assert.rejects(client.send(new UpdateStackCommand({ StackName: 'plain', UsePreviousTemplate: true, StackPolicyDuringUpdateBody: '{}' })), /StackPolicyDuringUpdateBody of UpdateStack is not supported/);
    await assert.rejects(client.send(new SetStackPolicyCommand({ StackName: 'plain', StackPolicyBody: '{}' })), /this lab has no operation SetStackPolicy of cloudformation/);
    await assert.rejects(client.send(new DetectStackDriftCommand({ StackName: 'plain' })), /this lab has no operation DetectStackDrift of cloudformation/);
  });

  it('creation and update policies of types and members that do not have them are refused with the template', async () => {
    const { Type: type } = GROUP.Group;
    for (const [attribute, text] of [
      [{ CreationPolicy: { ResourceSignal: { Count: 1 } } }, new RegExp(`CreationPolicy is not supported for resource Group of type ${type}; supported for AWS::AutoScaling`)],
      [{ UpdatePolicy: { AutoScalingReplacingUpdate: { WillReplace: true } } }, /AutoScalingReplacingUpdate, which is for AWS::AutoScaling::AutoScalingGroup/],
      [{ UpdatePolicy: { CodeDeployLambdaAliasUpdate: {} } }, /has CodeDeployLambdaAliasUpdate, which has no behaviour in the lab; allowed: AutoScalingRollingUpdate/],
    ] as const) {
      await assert.rejects(client.send(new CreateStackCommand({ StackName: 'waiting', TemplateBody: template({ Group: { ...GROUP.Group, ...attribute } }) })), text);
    }
  });
});
