import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  AutoScalingClient, CompleteLifecycleActionCommand, DescribeAutoScalingGroupsCommand, DescribeScalingActivitiesCommand, SetInstanceProtectionCommand,
  TerminateInstanceInAutoScalingGroupCommand, type Instance,
} from '@aws-sdk/client-auto-scaling';
import { DeleteStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { LAB_IMAGE_ID } from '../../../src/lab-image';
import { until } from '../../support/until';
import { startStackLab, type StackLab } from './stack-lab';

let it: StackLab;
let autoScaling: AutoScalingClient;
/** Groups whose protection ECS is about to take off. */
const releasing = new Set<string>();
before(async () => {
  it = await startStackLab((group) => releasing.has(group));
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

test('a group whose protection ECS is about to take off waits for that', async () => {
  await it.deploy('releasing', resources({ NewInstancesProtectedFromScaleIn: true }));
  const [{ InstanceId = '' } = {}] = await members();
  releasing.add('edge');
  await it.cloudFormation.send(new DeleteStackCommand({ StackName: 'releasing' }));
  await until('a scale-in that is held up', async () =>
    (await autoScaling.send(new DescribeScalingActivitiesCommand({ AutoScalingGroupName: 'edge' }))).Activities?.some(({ StatusCode }) => StatusCode === 'Cancelled'));
  assert.equal((await it.cloudFormation.send(new DescribeStacksCommand({ StackName: 'releasing' }))).Stacks?.[0]?.StackStatus, 'DELETE_IN_PROGRESS');
  await autoScaling.send(new SetInstanceProtectionCommand({ AutoScalingGroupName: 'edge', InstanceIds: [InstanceId], ProtectedFromScaleIn: false }));
  releasing.clear();
  await until('the end of the stack', () => it.cloudFormation.send(new DescribeStacksCommand({ StackName: 'releasing' })).then(() => false, () => true));
  assert.ok(it.machines.terminated.includes(InstanceId));
});

test('a mixed instances policy is passed on, and one with weights is refused before anything is made', async () => {
  const policy = (override: object) => ({ LaunchTemplate: undefined, MixedInstancesPolicy: {
    LaunchTemplate: { LaunchTemplateSpecification: { LaunchTemplateId: ref('Template'), Version: '1' }, Overrides: [override] },
    InstancesDistribution: { OnDemandPercentageAboveBaseCapacity: 0 },
  } });
  await assert.rejects(it.deploy('weighted', resources(policy({ InstanceType: 't3.large', WeightedCapacity: '2' }))),
    /WeightedCapacity of an override of a MixedInstancesPolicy is not supported by this lab/);
  await it.deploy('mixed', resources(policy({ InstanceType: 't3.large' })));
  assert.deepEqual((await members()).map(({ InstanceType }) => InstanceType), ['t3.large']);
  await it.destroy('mixed');
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
