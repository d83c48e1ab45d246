import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import {
  AutoScalingClient, CreateAutoScalingGroupCommand, CreateOrUpdateTagsCommand, DeleteAutoScalingGroupCommand, DescribeAutoScalingGroupsCommand,
  DescribeAutoScalingInstancesCommand, DescribeScalingActivitiesCommand, PutLifecycleHookCommand,
  PutScalingPolicyCommand, PutScheduledUpdateGroupActionCommand,
  SetDesiredCapacityCommand, SetInstanceHealthCommand, SetInstanceProtectionCommand, StartInstanceRefreshCommand,
  TerminateInstanceInAutoScalingGroupCommand, UpdateAutoScalingGroupCommand,
  type CreateAutoScalingGroupCommandInput,
} from '@aws-sdk/client-auto-scaling';
import {
  CreateLaunchTemplateCommand, CreateSubnetCommand, CreateVpcCommand, DescribeInstancesCommand, DescribeSubnetsCommand, EC2Client,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { LAB_IMAGE_ID } from '../../../src/lab-image';
import { autoScalingService, type AutoScalingService } from '../../../src/services/autoscaling/registry';
import { ec2Service, type Ec2Service } from '../../../src/services/ec2/registry';
import { iamService } from '../../../src/services/iam/registry';
import { FakeClock } from '../../support/fake-clock';
import { FakeMachines } from '../../support/fake-machines';
import { startTestLab, type TestLab } from '../../support/lab';
import { until } from '../../support/until';

let lab: TestLab;
let machines: FakeMachines;
let ec2: Ec2Service;
let autoScaling: AutoScalingService;
let clock: FakeClock;
let client: AutoScalingClient;
let instances: EC2Client;
let subnets: string[];
let template: string;

beforeEach(async () => {
  // the signing clock of the clients is the real one
  clock = new FakeClock(new Date().toISOString());
  machines = new FakeMachines();
  lab = await startTestLab((core) => {
    ec2 = ec2Service({ lab: core.lab, machines });
    autoScaling = autoScalingService({ lab: core.lab, instance: ec2.instance });
    ec2.onInstanceChange(autoScaling.instanceChanged);
    return [ec2.service, autoScaling.service, iamService({ ...core, ...core.lab })];
  }, { clock });
  client = new AutoScalingClient(lab.clientOptions);
  instances = new EC2Client(lab.clientOptions);
  const VpcId = (await instances.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))).Vpc?.VpcId;
  subnets = [];
  for (const [cidr, zone] of [['10.0.100.0/24', 'a'], ['10.0.101.0/24', 'b']]) {
    const { Subnet } = await instances.send(new CreateSubnetCommand({ VpcId, CidrBlock: cidr, AvailabilityZone: `us-east-1${zone}` }));
    subnets.push(Subnet?.SubnetId ?? '');
  }
  const { LaunchTemplate } = await instances.send(new CreateLaunchTemplateCommand({
    LaunchTemplateName: 'capacity', LaunchTemplateData: { ImageId: LAB_IMAGE_ID, InstanceType: 't3.medium' },
  }));
  template = LaunchTemplate?.LaunchTemplateId ?? '';
});
afterEach(async () => {
  await autoScaling.stop();
  await lab.stop();
});

const create = (more: Partial<CreateAutoScalingGroupCommandInput> = {}) => client.send(new CreateAutoScalingGroupCommand({
  AutoScalingGroupName: 'group', MinSize: 1, MaxSize: 3, VPCZoneIdentifier: subnets.join(','),
  LaunchTemplate: { LaunchTemplateId: template, Version: '$Latest' }, ...more,
}));
const group = async () => (await client.send(new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: ['group'] }))).AutoScalingGroups?.[0];
const inService = (count: number) => until(`${count} instances in service`, async () => {
  const members = (await group())?.Instances ?? [];
  return members.length === count && members.every(({ LifecycleState }) => LifecycleState === 'InService') ? members : undefined;
});

test('a group starts its instances, the first subnet first, with its tags and the template\'s version', async () => {
  await create({ DesiredCapacity: 3, Tags: [{ Key: 'team', Value: 'net', PropagateAtLaunch: true }, { Key: 'own', Value: 'x', PropagateAtLaunch: false }] });
  const members = await inService(3);
  assert.deepEqual(members.map(({ AvailabilityZone }) => AvailabilityZone), ['us-east-1a', 'us-east-1b', 'us-east-1a']);
  assert.deepEqual(machines.launched.map(({ privateIpAddress }) => privateIpAddress), ['10.0.100.120', '10.0.101.120', '10.0.100.121']);
  assert.equal(members[0]?.LaunchTemplate?.Version, '1');
  const { Reservations = [] } = await instances.send(new DescribeInstancesCommand({ Filters: [{ Name: 'tag:aws:autoscaling:groupName', Values: ['group'] }] }));
  const tags = Reservations[0]?.Instances?.[0]?.Tags?.map(({ Key }) => Key) ?? [];
  assert.ok(tags.includes('team') && !tags.includes('own'));
  const { Activities: activities = [] } = await client.send(new DescribeScalingActivitiesCommand({ AutoScalingGroupName: 'group' }));
  assert.deepEqual(activities.map(({ StatusCode }) => StatusCode), ['Successful', 'Successful', 'Successful']);
  const { AutoScalingInstances: found } = await client.send(new DescribeAutoScalingInstancesCommand({ InstanceIds: [members[0]?.InstanceId ?? ''] }));
  assert.equal(found?.[0]?.AutoScalingGroupName, 'group');
});

test('an instance that ends is replaced', async () => {
  await create();
  const [first] = await inService(1);
  await instances.send(new TerminateInstancesCommand({ InstanceIds: [first?.InstanceId ?? ''] }));
  await until('a replacement', async () => (await inService(1))[0]?.InstanceId !== first?.InstanceId);
  assert.equal(machines.running.size, 1);
});

test('desired capacity scales out and in, sparing protected instances', async () => {
  await create();
  await client.send(new SetDesiredCapacityCommand({ AutoScalingGroupName: 'group', DesiredCapacity: 2 }));
  const [oldest, newer] = await inService(2);
  await client.send(new SetInstanceProtectionCommand({ AutoScalingGroupName: 'group', InstanceIds: [oldest?.InstanceId ?? ''], ProtectedFromScaleIn: true }));
  await client.send(new UpdateAutoScalingGroupCommand({ AutoScalingGroupName: 'group', DesiredCapacity: 1 }));
  const [left] = await inService(1);
  assert.equal(left?.InstanceId, oldest?.InstanceId);
  assert.ok(machines.terminated.includes(newer?.InstanceId ?? ''));
  await assert.rejects(client.send(new SetDesiredCapacityCommand({ AutoScalingGroupName: 'group', DesiredCapacity: 9 })), {
    name: 'ValidationError', message: 'New SetDesiredCapacity value 9 is above max value 3 for the AutoScalingGroup.',
  });
});

test('an unhealthy instance is replaced', async () => {
  await create();
  const [first] = await inService(1);
  await client.send(new SetInstanceHealthCommand({ InstanceId: first?.InstanceId, HealthStatus: 'Unhealthy' }));
  await until('a replacement', async () => (await inService(1))[0]?.InstanceId !== first?.InstanceId);
});

test('terminating a member with a lower desired capacity does not replace it', async () => {
  await create({ MinSize: 0, DesiredCapacity: 1 });
  const [member] = await inService(1);
  const { Activity: activity } = await client.send(new TerminateInstanceInAutoScalingGroupCommand({
    InstanceId: member?.InstanceId, ShouldDecrementDesiredCapacity: true,
  }));
  assert.equal(activity?.Description, `Terminating EC2 instance: ${member?.InstanceId}`);
  await inService(0);
  assert.equal((await group())?.DesiredCapacity, 0);
  assert.equal(machines.launched.length, 1);
});

test('a launch that fails is told in the activities and tried again later', async () => {
  machines.fails = 'no space left on device';
  await create();
  const failed = await until('a failed activity', async () => {
    const { Activities: [latest] = [] } = await client.send(new DescribeScalingActivitiesCommand({ AutoScalingGroupName: 'group' }));
    return latest?.StatusCode === 'Failed' ? latest : undefined;
  });
  assert.equal(failed.StatusMessage, 'Server.InternalError: no space left on device. Launching EC2 instance failed.');
  assert.equal(machines.launched.length, 1);
  machines.fails = undefined;
  await clock.advance(10_000);
  await inService(1);
});

test('a group is deleted with its instances, and only by force while it has some', async () => {
  await create({ NewInstancesProtectedFromScaleIn: true });
  await inService(1);
  await assert.rejects(client.send(new DeleteAutoScalingGroupCommand({ AutoScalingGroupName: 'group' })), { name: 'ResourceInUseFault' });
  await client.send(new DeleteAutoScalingGroupCommand({ AutoScalingGroupName: 'group', ForceDelete: true }));
  await until('the end of the group', async () => await group() === undefined);
  assert.equal(machines.running.size, 0);
});

test('after a restart the group takes back what was launched and replaces what is gone', async () => {
  await create({ DesiredCapacity: 2 });
  const [kept, lost] = await inService(2);
  await autoScaling.stop();
  machines.running.delete(lost?.InstanceId ?? '');
  const again = autoScalingService({ lab: lab.lab, instance: ec2.instance });
  ec2.onInstanceChange(again.instanceChanged);
  ec2.reconcile();
  await again.resume();
  await until('two running machines', () => machines.running.size === 2);
  const members = await inService(2);
  assert.ok(members.some(({ InstanceId }) => InstanceId === kept?.InstanceId));
  assert.ok(!members.some(({ InstanceId }) => InstanceId === lost?.InstanceId));
  await again.stop();
});

test('after a restart an instance that a hook holds is held on, until the hook times out', async () => {
  await create({ MinSize: 0, DesiredCapacity: 1 });
  const [member] = await inService(1);
  await client.send(new PutLifecycleHookCommand({
    AutoScalingGroupName: 'group', LifecycleHookName: 'slow', LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING', HeartbeatTimeout: 600 }));
  await client.send(new SetDesiredCapacityCommand({ AutoScalingGroupName: 'group', DesiredCapacity: 0 }));
  const state = async () => (await group())?.Instances?.[0]?.LifecycleState;
  await until('the hold', async () => await state() === 'Terminating:Wait');
  await autoScaling.stop();
  const again = autoScalingService({ lab: lab.lab, instance: ec2.instance });
  ec2.onInstanceChange(again.instanceChanged);
  ec2.reconcile();
  await again.resume();
  await clock.advance(590_000);
  assert.equal(await state(), 'Terminating:Wait');
  await clock.advance(11_000);
  await until('the end of the instance', () => machines.terminated.includes(member?.InstanceId ?? ''));
  await again.stop();
});

test('groups are refused as Auto Scaling refuses them', async () => {
  await create();
  await assert.rejects(create(), { name: 'AlreadyExistsFault', message: 'AutoScalingGroup by this name already exists - A group with the name group already exists' });
  const other = { AutoScalingGroupName: 'other' };
  await assert.rejects(create({ ...other, MinSize: 2, MaxSize: 1 }), { message: 'Max bound, 1, must be greater than or equal to min bound, 2' });
  await assert.rejects(create({ ...other, DesiredCapacity: 4 }), { message: 'Desired capacity:4 must be between the specified min size:1 and max size:3' });
  await assert.rejects(create({ ...other, LaunchTemplate: { LaunchTemplateId: 'lt-00000000000000000' } }), {
    message: 'You must use a valid fully-formed launch template. The specified launch template, with template ID lt-00000000000000000, does not exist.',
  });
  await assert.rejects(create({ ...other, TargetGroupARNs: ['arn:x'] }), /TargetGroupARNs of CreateAutoScalingGroup is not supported by this lab/);
  await assert.rejects(client.send(new UpdateAutoScalingGroupCommand(other)), { message: "AutoScalingGroup name not found - AutoScalingGroup 'other' not found" });
  assert.deepEqual((await client.send(new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: ['other'] }))).AutoScalingGroups, []);
});

test('tags are put on a group after it was made', async () => {
  await create({ MinSize: 0 });
  await client.send(new CreateOrUpdateTagsCommand({
    Tags: [{ ResourceId: 'group', ResourceType: 'auto-scaling-group', Key: 'AmazonECSManaged', Value: '', PropagateAtLaunch: true }],
  }));
  assert.deepEqual((await group())?.Tags?.map(({ Key }) => Key), ['AmazonECSManaged']);
});

test('instances go where their zone has fewest, then where their subnet has', async () => {
  const { Subnets: [{ VpcId } = {}] = [] } = await instances.send(new DescribeSubnetsCommand({ SubnetIds: subnets }));
  const { Subnet } = await instances.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.0.102.0/24', AvailabilityZone: 'us-east-1a' }));
  await create({ MinSize: 4, MaxSize: 4, VPCZoneIdentifier: [...subnets, Subnet?.SubnetId].join(',') });
  await inService(4);
  assert.deepEqual(machines.launched.map(({ privateIpAddress }) => privateIpAddress.split('.')[2]), ['100', '101', '102', '101']);
});

test('a mixed instances policy holds the launch template, and its first type is launched', async () => {
  const specification = { LaunchTemplateId: template, Version: '$Latest' };
  await create({ LaunchTemplate: undefined, MixedInstancesPolicy: {
    LaunchTemplate: { LaunchTemplateSpecification: specification, Overrides: [{ InstanceType: 't3.large' }, { InstanceType: 't3.xlarge' }] },
    InstancesDistribution: { OnDemandPercentageAboveBaseCapacity: 0, SpotAllocationStrategy: 'price-capacity-optimized' },
  } });
  const [member] = await inService(1);
  assert.deepEqual([member?.InstanceType, member?.LaunchTemplate?.LaunchTemplateId], ['t3.large', template]);
  const described = await group();
  assert.equal(described?.LaunchTemplate, undefined);
  assert.deepEqual(described?.MixedInstancesPolicy, {
    LaunchTemplate: { LaunchTemplateSpecification: { ...specification, LaunchTemplateName: 'capacity' }, Overrides: [{ InstanceType: 't3.large' }, { InstanceType: 't3.xlarge' }] },
    InstancesDistribution: {
      OnDemandAllocationStrategy: 'prioritized', OnDemandBaseCapacity: 0, OnDemandPercentageAboveBaseCapacity: 0, SpotAllocationStrategy: 'price-capacity-optimized',
    },
  });
  await client.send(new UpdateAutoScalingGroupCommand({ AutoScalingGroupName: 'group', LaunchTemplate: specification }));
  assert.deepEqual([(await group())?.MixedInstancesPolicy, (await group())?.LaunchTemplate?.LaunchTemplateId], [undefined, template]);
  await assert.rejects(create({ AutoScalingGroupName: 'both', MixedInstancesPolicy: { LaunchTemplate: { LaunchTemplateSpecification: specification } } }),
    /^ValidationError: Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or MixedInstancesPolicy parameter\.$/);
});

test('zones without subnets mean their default subnets, and subnets are in the zones that are named', async () => {
  ec2.born();
  await create({ VPCZoneIdentifier: undefined, AvailabilityZones: ['us-east-1b'] });
  const [member] = await inService(1);
  const { Subnets: [found] = [] } = await instances.send(new DescribeSubnetsCommand({ SubnetIds: [(await group())?.VPCZoneIdentifier ?? ''] }));
  assert.deepEqual([member?.AvailabilityZone, found?.DefaultForAz, found?.AvailabilityZone], ['us-east-1b', true, 'us-east-1b']);
  await assert.rejects(create({ AutoScalingGroupName: 'other', AvailabilityZones: ['us-east-1c'] }),
    /The availability zones of the specified subnets and the Auto Scaling group do not match/);
  await assert.rejects(create({ AutoScalingGroupName: 'other', VPCZoneIdentifier: undefined }), /At least one Availability Zone or VPC Subnet is required\./);
});

test('what the lab has not is refused by name', async () => {
  const mixed = { LaunchTemplate: { LaunchTemplateSpecification: { LaunchTemplateId: template }, Overrides: [{ InstanceType: 't3.large' as const, WeightedCapacity: '2' }] } };
  await assert.rejects(create({ LaunchTemplate: undefined, MixedInstancesPolicy: mixed }), /WeightedCapacity of an override of a MixedInstancesPolicy is not supported by this lab/);
  const AutoScalingGroupName = 'group';
  const refusal = { name: 'InvalidAction' };
  await assert.rejects(client.send(new PutScalingPolicyCommand({ AutoScalingGroupName, PolicyName: 'p', PolicyType: 'TargetTrackingScaling' })), refusal);
  await assert.rejects(client.send(new PutScheduledUpdateGroupActionCommand({ AutoScalingGroupName, ScheduledActionName: 'a' })), refusal);
  await assert.rejects(client.send(new StartInstanceRefreshCommand({ AutoScalingGroupName })), refusal);
});
