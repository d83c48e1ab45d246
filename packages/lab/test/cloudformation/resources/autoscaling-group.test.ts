import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  AutoScalingClient, CompleteLifecycleActionCommand, DescribeAutoScalingGroupsCommand, SetInstanceProtectionCommand,
  TerminateInstanceInAutoScalingGroupCommand, type Instance,
} from '@aws-sdk/client-auto-scaling';
import { DeleteStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { LAB_IMAGE_ID } from '../../../src/lab-image';
import { until } from '../../support/until';
import { startStackLab, type StackLab } from './stack-lab';

let it: StackLab;
let autoScaling: AutoScalingClient;
before(async () => {
  it = await startStackLab();
  autoScaling = new AutoScalingClient(it.lab.clientOptions);
});
after(() => it.stop());

const ref = (Ref: string) => ({ Ref });
const resources = (group: object, more: object = {}) => ({
  Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
  Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: ref('Vpc'), CidrBlock: '10.0.100.0/24', AvailabilityZone: 'us-east-1a' } },
  Template: { Type: 'AWS::EC2::LaunchTemplate', Properties: { LaunchTemplateData: { ImageId: LAB_IMAGE_ID, InstanceType: 't3.medium' } } },
  Group: { Type: 'AWS::AutoScaling::AutoScalingGroup', Properties: {
    AutoScalingGroupName: 'edge', MinSize: '1', MaxSize: '2', VPCZoneIdentifier: [ref('Subnet')],
    LaunchTemplate: { LaunchTemplateId: ref('Template'), Version: '1' }, ...group,
  } },
  ...more,
});
const members = async (): Promise<readonly Instance[]> =>
  (await autoScaling.send(new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: ['edge'] }))).AutoScalingGroups?.[0]?.Instances ?? [];

test('a group with protected instances cannot be deleted, until the protection is taken off', async () => {
  await it.deploy('protected', resources({ NewInstancesProtectedFromScaleIn: true }));
  const [{ InstanceId = '' } = {}] = await members();
  await it.cloudFormation.send(new DeleteStackCommand({ StackName: 'protected' }));
  await until('the failure', async () =>
    (await it.cloudFormation.send(new DescribeStacksCommand({ StackName: 'protected' }))).Stacks?.[0]?.StackStatus === 'DELETE_FAILED');
  const [reason = ''] = await it.failures('protected');
  assert.match(reason, new RegExp(`^Group: Group did not stabilize\\. .* protected from scale-in: ${InstanceId}\\..*set-instance-protection .* ${InstanceId}`));
  assert.ok(it.machines.running.has(InstanceId));
  await autoScaling.send(new SetInstanceProtectionCommand({ AutoScalingGroupName: 'edge', InstanceIds: [InstanceId], ProtectedFromScaleIn: false }));
  await it.destroy('protected');
  assert.equal(it.machines.running.size, 0);
});

test('a hook of the template holds an instance that terminates', async () => {
  await it.deploy('hooked', resources({}, { Hook: { Type: 'AWS::AutoScaling::LifecycleHook', Properties: {
    AutoScalingGroupName: ref('Group'), LifecycleHookName: 'drain', LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING', HeartbeatTimeout: 300,
    DefaultResult: 'CONTINUE',
  } } }));
  const [{ InstanceId = '' } = {}] = await members();
  await autoScaling.send(new TerminateInstanceInAutoScalingGroupCommand({ InstanceId, ShouldDecrementDesiredCapacity: false }));
  const held = await until('the hold', async () => (await members()).find(({ LifecycleState }) => LifecycleState === 'Terminating:Wait'));
  assert.equal(held.InstanceId, InstanceId);
  await autoScaling.send(new CompleteLifecycleActionCommand({
    AutoScalingGroupName: 'edge', LifecycleHookName: 'drain', InstanceId, LifecycleActionResult: 'CONTINUE' }));
  await until('the end of the instance', () => it.machines.terminated.includes(InstanceId));
  await it.destroy('hooked');
});
