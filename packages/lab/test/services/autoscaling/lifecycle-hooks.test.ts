import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import {
  CompleteLifecycleActionCommand, DeleteAutoScalingGroupCommand, DeleteLifecycleHookCommand, DescribeAutoScalingGroupsCommand,
  DescribeAutoScalingInstancesCommand, DescribeLifecycleHooksCommand, PutLifecycleHookCommand, RecordLifecycleActionHeartbeatCommand,
  SetDesiredCapacityCommand, type PutLifecycleHookCommandInput,
} from '@aws-sdk/client-auto-scaling';
import { startCapacityLab, type CapacityLab } from '../../support/capacity-lab';
import { until } from '../../support/until';

const AutoScalingGroupName = 'edge';
const MINUTE = 60_000;

let the: CapacityLab;
beforeEach(async () => { the = await startCapacityLab(); });
afterEach(() => the.stop());

const groupOf = (size: number) => the.provide({ MinSize: 0, MaxSize: 2, DesiredCapacity: size }, {
  managedScaling: { status: 'DISABLED' }, managedDraining: 'DISABLED' });
const put = (LifecycleHookName: string, more: Partial<PutLifecycleHookCommandInput> = {}) => the.autoScaling.send(new PutLifecycleHookCommand({
  AutoScalingGroupName, LifecycleHookName, LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING', HeartbeatTimeout: 600, ...more }));
const size = (DesiredCapacity: number) => the.autoScaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName, DesiredCapacity }));
const complete = (LifecycleHookName: string, InstanceId: string, LifecycleActionResult = 'CONTINUE') =>
  the.autoScaling.send(new CompleteLifecycleActionCommand({ AutoScalingGroupName, LifecycleHookName, InstanceId, LifecycleActionResult }));
const state = async (InstanceId: string) =>
  (await the.autoScaling.send(new DescribeAutoScalingInstancesCommand({ InstanceIds: [InstanceId] }))).AutoScalingInstances?.[0]?.LifecycleState;
const inState = (id: string, wanted: string | undefined) => until(`${id} in ${wanted}`, async () => await state(id) === wanted);

test('a terminating instance waits until every hook is complete', async () => {
  await groupOf(1);
  const [id = ''] = await the.inService(1);
  await put('one');
  await put('two');
  await size(0);
  await inState(id, 'Terminating:Wait');
  await complete('one', id);
  assert.equal(await state(id), 'Terminating:Wait');
  await assert.rejects(complete('one', id), { name: 'ValidationError', message: `No active Lifecycle Action found with instance ID ${id}` });
  assert.ok(the.machines.running.has(id));
  await complete('two', id);
  await inState(id, undefined);
  assert.deepEqual(the.machines.terminated, [id]);
});

test('a hook that nobody completes times out with its default result, later after a heartbeat', async () => {
  await groupOf(1);
  const [id = ''] = await the.inService(1);
  await put('slow');
  await size(0);
  await inState(id, 'Terminating:Wait');
  await the.clock.advance(9 * MINUTE);
  await the.autoScaling.send(new RecordLifecycleActionHeartbeatCommand({ AutoScalingGroupName, LifecycleHookName: 'slow', InstanceId: id }));
  await the.clock.advance(9 * MINUTE);
  assert.equal(await state(id), 'Terminating:Wait');
  await the.clock.advance(2 * MINUTE);
  await inState(id, undefined);
});

test('a launched instance waits in Pending:Wait and comes into service with CONTINUE', async () => {
  await groupOf(0);
  await put('ready', { LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING' });
  await size(1);
  const id = await until('a waiting instance', async () => (await the.group()).Instances?.find(({ LifecycleState }) => LifecycleState === 'Pending:Wait')?.InstanceId);
  await complete('ready', id);
  await inState(id, 'InService');
});

test('a launch that is abandoned is ended and tried again', async () => {
  await groupOf(0);
  await put('ready', { LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING' });
  await size(1);
  const waiting = (other?: string) => until('a waiting instance', async () => (await the.group()).Instances
    ?.find(({ LifecycleState, InstanceId }) => LifecycleState === 'Pending:Wait' && InstanceId !== other)?.InstanceId);
  const first = await waiting();
  await complete('ready', first, 'ABANDON');
  const second = await waiting(first);
  assert.ok(the.machines.terminated.includes(first));
  await complete('ready', second);
  await inState(second, 'InService');
});

test('removing a hook lets go what it held', async () => {
  await groupOf(1);
  const [id = ''] = await the.inService(1);
  await put('gone');
  await size(0);
  await inState(id, 'Terminating:Wait');
  await the.autoScaling.send(new DeleteLifecycleHookCommand({ AutoScalingGroupName, LifecycleHookName: 'gone' }));
  await inState(id, undefined);
});

test('a group that is deleted by force waits for no hook', async () => {
  await groupOf(2);
  await the.inService(2);
  await put('slow');
  await size(1);
  await until('a waiting instance', async () => (await the.group()).Instances?.some(({ LifecycleState }) => LifecycleState === 'Terminating:Wait'));
  await the.autoScaling.send(new DeleteAutoScalingGroupCommand({ AutoScalingGroupName, ForceDelete: true }));
  await until('the end of the group', async () => {
    const asked = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [AutoScalingGroupName] });
    return (await the.autoScaling.send(asked)).AutoScalingGroups?.length === 0;
  });
  assert.equal(the.machines.running.size, 0);
});

test('hooks are shown with their time-outs, and nonsense is refused', async () => {
  await groupOf(0);
  await put('one', { HeartbeatTimeout: undefined, DefaultResult: 'CONTINUE' });
  const { LifecycleHooks: [hook] = [] } = await the.autoScaling.send(new DescribeLifecycleHooksCommand({ AutoScalingGroupName }));
  assert.deepEqual([hook?.HeartbeatTimeout, hook?.GlobalTimeout, hook?.DefaultResult], [3600, 172_800, 'CONTINUE']);
  const target = 'arn:aws:sqs:us-east-1:123456789012:queue';
  await assert.rejects(put('two', { NotificationTargetARN: target }), /hooks notify SNS topics only/);
  await assert.rejects(put('two', { LifecycleTransition: 'autoscaling:NONSENSE' }), /allowed are autoscaling:EC2_INSTANCE_LAUNCHING and/);
  await assert.rejects(put('two', { DefaultResult: 'MAYBE' }), /allowed are CONTINUE and ABANDON/);
  await assert.rejects(complete('none', 'i-1'), { message: 'No Lifecycle Hook found with name: none' });
});
