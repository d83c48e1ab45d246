import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { AutoScalingClient, DescribeAutoScalingGroupsCommand, SetDesiredCapacityCommand, type AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import { DescribeStackEventsCommand, DescribeStacksCommand, SignalResourceCommand } from '@aws-sdk/client-cloudformation';
import { LAB_IMAGE_ID } from '../../../src/lab-image';
import { until } from '../../support/until';
import { startStackLab, type StackLab } from './stack-lab';

let it: StackLab;
let autoScaling: AutoScalingClient;
beforeEach(async () => {
  it = await startStackLab();
  autoScaling = new AutoScalingClient(it.lab.clientOptions);
});
afterEach(() => it.stop());

const ref = (Ref: string) => ({ Ref });
const stack = (type: string, properties: object, attributes: object, userData = '') => ({
  Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
  Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: ref('Vpc'), CidrBlock: '10.0.100.0/24', AvailabilityZone: 'us-east-1a' } },
  Template: { Type: 'AWS::EC2::LaunchTemplate', Properties: { LaunchTemplateData: {
    ImageId: LAB_IMAGE_ID, InstanceType: type, UserData: Buffer.from(userData).toString('base64') } } },
  Group: { Type: 'AWS::AutoScaling::AutoScalingGroup', ...attributes, Properties: {
    AutoScalingGroupName: 'edge', MinSize: '1', MaxSize: '2', VPCZoneIdentifier: [ref('Subnet')],
    LaunchTemplate: { LaunchTemplateId: ref('Template'), Version: { 'Fn::GetAtt': ['Template', 'LatestVersionNumber'] } }, ...properties,
  } },
});
const signals = (Count: number, Timeout = 'PT30S') => ({ CreationPolicy: { ResourceSignal: { Count, Timeout } } });
const rolling = (more: object = {}) => ({ UpdatePolicy: { AutoScalingRollingUpdate: { WaitOnResourceSignals: true, PauseTime: 'PT30S', ...more } } });

const group = async (): Promise<AutoScalingGroup | undefined> =>
  (await autoScaling.send(new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: ['edge'] }))).AutoScalingGroups?.[0];
const signal = (UniqueId: string, Status: 'SUCCESS' | 'FAILURE' = 'SUCCESS') =>
  it.cloudFormation.send(new SignalResourceCommand({ StackName: 's', LogicalResourceId: 'Group', UniqueId, Status }));
/** Reasons of the group's events, first first. */
const said = async (): Promise<readonly string[]> => {
  const { StackEvents = [] } = await it.cloudFormation.send(new DescribeStackEventsCommand({ StackName: 's' }));
  return StackEvents.filter(({ LogicalResourceId }) => LogicalResourceId === 'Group').flatMap(({ ResourceStatusReason }) => ResourceStatusReason ?? []).reverse();
};
const saying = (text: string) => until(text, async () => (await said()).includes(text));
const waitingOn = (count: number, seconds = 30) => saying(`New instance(s) added to autoscaling group - Waiting on ${count} resource signal(s) with a timeout of PT${seconds}S.`);
const launched = (index: number): Promise<string> => until(`launch ${index}`, () => it.machines.launched[index]?.instanceId);

test('a group is made when its signals have come, each an event of its own', async () => {
  const deployed = it.deploy('s', stack('t3.micro', { MinSize: '2' }, signals(2)));
  await signal(await launched(0));
  const second = await launched(1);
  await saying(`Received SUCCESS signal with UniqueId ${it.machines.launched[0]?.instanceId}`);
  assert.equal((await it.cloudFormation.send(new DescribeStacksCommand({ StackName: 's' }))).Stacks?.[0]?.StackStatus, 'CREATE_IN_PROGRESS');
  await assert.rejects(signal(it.machines.launched[0]?.instanceId ?? ''), /Signal with ID i-\w+ for resource Group already exists\. Signals may only be updated with a FAILURE status\./);
  await signal(second);
  await deployed;
  await assert.rejects(signal('i-late'), /Stack arn:aws:cloudformation:\S+ is in CREATE_COMPLETE state and cannot be signaled/);
});

test('a failure signal, or none in time, fails a creation in the words of AWS', async () => {
  const failed = it.deploy('s', stack('t3.micro', {}, signals(1)));
  await signal(await launched(0), 'FAILURE');
  await assert.rejects(failed, /Group: Received 1 FAILURE signal\(s\) out of 1\. {2}Unable to satisfy 100% MinSuccessfulInstancesPercent requirement/);
  await it.destroy('s');
  await assert.rejects(it.deploy('s', stack('t3.micro', { MinSize: '2' }, signals(2, 'PT0.1S'))),
    /Group: Received 0 SUCCESS signal\(s\) out of 2\. {2}Unable to satisfy 100% MinSuccessfulInstancesPercent requirement/);
  assert.ok((await said()).includes('Failed to receive 2 resource signal(s) for the current batch.  Each resource signal timeout is counted as a FAILURE.'));
});

test('a new template version replaces the instances batch by batch, each batch when the one before has signalled', async () => {
  await it.deploy('s', stack('t3.micro', { MinSize: '2' }, rolling({ SuspendProcesses: ['HealthCheck', 'AZRebalance'] })));
  const [first, second] = it.machines.launched.map(({ instanceId }) => instanceId);
  const updated = it.deploy('s', stack('t3.small', { MinSize: '2' }, rolling({ SuspendProcesses: ['HealthCheck', 'AZRebalance'] })));
  const third = await launched(2);
  await waitingOn(1);
  assert.deepEqual([it.machines.terminated, it.machines.launched.length], [[first], 3]);
  assert.deepEqual((await group())?.SuspendedProcesses?.map(({ ProcessName }) => ProcessName), ['AZRebalance', 'HealthCheck']);
  await signal(third);
  const fourth = await launched(3);
  await until('the second batch', async () => (await said()).filter((text) => text.startsWith('New instance(s)')).length === 2);
  await signal(fourth);
  await updated;
  assert.deepEqual(await said(), [
    'Resource creation Initiated',
    'Rolling update initiated. Terminating 2 obsolete instance(s) in batches of 1. Waiting on resource signals with a timeout of PT30S when new instances are added to the autoscaling group.',
    `Terminating instance(s) [${first}]; replacing with 1 new instance(s).`,
    `Successfully terminated instance(s) [${first}] (Progress 50%).`,
    'New instance(s) added to autoscaling group - Waiting on 1 resource signal(s) with a timeout of PT30S.',
    `Received SUCCESS signal with UniqueId ${third}`,
    `Terminating instance(s) [${second}]; replacing with 1 new instance(s).`,
    `Successfully terminated instance(s) [${second}] (Progress 100%).`,
    'New instance(s) added to autoscaling group - Waiting on 1 resource signal(s) with a timeout of PT30S.',
    `Received SUCCESS signal with UniqueId ${fourth}`,
  ]);
  const now = await group();
  assert.deepEqual(now?.SuspendedProcesses, []);
  assert.deepEqual(now?.Instances?.map(({ InstanceType }) => InstanceType), ['t3.small', 't3.small']);
});

test('a group that must keep its instances grows for the update and has its sizes back afterwards', async () => {
  const policy = { UpdatePolicy: { AutoScalingRollingUpdate: { MinInstancesInService: 1 } } };
  await it.deploy('s', stack('t3.micro', {}, policy));
  await it.deploy('s', stack('t3.small', {}, policy));
  const texts = await said();
  assert.equal(texts[2], 'Temporarily setting autoscaling group MinSize and DesiredCapacity to 2.');
  assert.match(texts[3] ?? '', /^Terminating instance\(s\) \[i-\w+\]; replacing with 0 new instance\(s\)\.$/);
  const now = await group();
  assert.deepEqual([now?.MinSize, now?.DesiredCapacity, now?.Instances?.map(({ InstanceType }) => InstanceType)], [1, 1, ['t3.small']]);
  await assert.rejects(it.deploy('s', stack('t3.medium', {}, { UpdatePolicy: { AutoScalingRollingUpdate: { MinInstancesInService: 2 } } })),
    /MinInstancesInService must be less than the autoscaling group's MaxSize/);
});

test('an update without signals is rolled back, by the policy from before', async () => {
  const before = { UpdatePolicy: { AutoScalingRollingUpdate: {} } };
  await it.deploy('s', stack('t3.micro', {}, before));
  await assert.rejects(it.deploy('s', stack('t3.small', {}, rolling({ PauseTime: 'PT0.1S' }))),
    /Group: Received 0 SUCCESS signal\(s\) out of 1\. {2}Unable to satisfy 100% MinSuccessfulInstancesPercent requirement/);
  assert.deepEqual((await group())?.Instances?.map(({ InstanceType, LaunchTemplate }) => [InstanceType, LaunchTemplate?.Version]), [['t3.micro', '1']]);
  assert.ok((await said()).includes('Rolling update initiated. Terminating 1 obsolete instance(s) in batches of 1.'));
});

test('sizes that the template leaves alone are left alone where the policy says so', async () => {
  const ignoring = { UpdatePolicy: { AutoScalingScheduledAction: { IgnoreUnmodifiedGroupSizeProperties: true } } };
  await it.deploy('s', stack('t3.micro', { DesiredCapacity: '1' }, ignoring));
  await autoScaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName: 'edge', DesiredCapacity: 2 }));
  await it.deploy('s', stack('t3.micro', { DesiredCapacity: '1', Cooldown: '10' }, ignoring));
  assert.equal((await group())?.DesiredCapacity, 2);
  await it.deploy('s', stack('t3.micro', { DesiredCapacity: '1', Cooldown: '20' }, {}));
  assert.equal((await group())?.DesiredCapacity, 1);
});

test('an instance is made when it has signalled', async () => {
  const resources = (Timeout: string) => ({
    ...Object.fromEntries(Object.entries(stack('t3.micro', {}, {})).filter(([name]) => name === 'Vpc' || name === 'Subnet')),
    Group: { Type: 'AWS::EC2::Instance', ...signals(1, Timeout), Properties: { ImageId: LAB_IMAGE_ID, InstanceType: 't3.micro', SubnetId: ref('Subnet') } },
  });
  const deployed = it.deploy('s', resources('PT30S'));
  await signal(await launched(0));
  await deployed;
  await it.destroy('s');
  await assert.rejects(it.deploy('s', resources('PT0.1S')), /Group: Failed to receive 1 resource signal\(s\) within the specified duration/);
});

test('a missed signal is one of those that may fail, until too many have', async () => {
  const policy = (percent: number) => rolling({ PauseTime: 'PT0.1S', MinSuccessfulInstancesPercent: percent });
  await it.deploy('s', stack('t3.micro', { MinSize: '2' }, policy(0)));
  await it.deploy('s', stack('t3.small', { MinSize: '2' }, policy(0)));
  assert.deepEqual((await group())?.Instances?.map(({ InstanceType }) => InstanceType), ['t3.small', 't3.small']);
  assert.equal((await said()).filter((text) => text.startsWith('Failed to receive 1 resource signal(s) for the current batch.')).length, 2);
  await assert.rejects(it.deploy('s', stack('t3.medium', { MinSize: '2' }, policy(50))),
    /Group: Received 0 SUCCESS signal\(s\) out of 2\. {2}Unable to satisfy 50% MinSuccessfulInstancesPercent requirement/);
});

test('without signals each batch is followed by the pause', async () => {
  const policy = { UpdatePolicy: { AutoScalingRollingUpdate: { PauseTime: 'PT0.1S', MaxBatchSize: '2' } } };
  await it.deploy('s', stack('t3.micro', { MinSize: '2' }, policy));
  await it.deploy('s', stack('t3.small', { MinSize: '2' }, policy));
  const texts = await said();
  assert.equal(texts[1], 'Rolling update initiated. Terminating 2 obsolete instance(s) in batches of 2. Pausing for PT0.1S when new instances are added to the autoscaling group.');
  assert.deepEqual(texts.filter((text) => text.startsWith('New')), ['New instance(s) added to autoscaling group - Pausing for PT0.1S.']);
});

test('a group that is replaced waits for the signals of the new one', async () => {
  const attributes = { ...signals(1), UpdatePolicy: { AutoScalingReplacingUpdate: { WillReplace: true } } };
  const unnamed = { AutoScalingGroupName: { Ref: 'AWS::NoValue' } };
  const made = it.deploy('s', stack('t3.micro', unnamed, attributes));
  await signal(await launched(0));
  await made;
  const replaced = it.deploy('s', stack('t3.small', unnamed, attributes));
  const second = await launched(1);
  assert.deepEqual(it.machines.terminated, []);
  await signal(second);
  await replaced;
  assert.deepEqual([...it.machines.running], [second]);
});
