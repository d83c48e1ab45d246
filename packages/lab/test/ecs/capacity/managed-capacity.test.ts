import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import {
  DescribeLifecycleHooksCommand, DescribeScalingActivitiesCommand, SetDesiredCapacityCommand, SetInstanceProtectionCommand,
  TerminateInstanceInAutoScalingGroupCommand, UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  CreateServiceCommand, DeleteCapacityProviderCommand, DescribeContainerInstancesCommand, ListContainerInstancesCommand,
  PutClusterCapacityProvidersCommand, RunTaskCommand, StopTaskCommand, UpdateCapacityProviderCommand, UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { startCapacityLab, type CapacityLab } from '../../support/capacity-lab';
import { until } from '../../support/until';

let the: CapacityLab;

beforeEach(async () => { the = await startCapacityLab(); });
afterEach(() => the.stop());

const FIFTEEN_MINUTES = 15 * 60_000;

const statuses = async () => (await the.tasks()).map(({ lastStatus }) => lastStatus);
const running = (count: number) => until(`${count} running tasks`, async () => {
  const found = await statuses();
  return found.length === count && found.every((status) => status === 'RUNNING');
});
const hooks = async () => (await the.autoScaling.send(new DescribeLifecycleHooksCommand({ AutoScalingGroupName: 'edge' }))).LifecycleHooks ?? [];
const drainingHook = () => until('the hook of managed draining', async () => (await hooks()).length > 0);
const containerInstances = async () => {
  const { containerInstanceArns: containerInstances = [] } = await the.ecs.send(new ListContainerInstancesCommand({}));
  return (await the.ecs.send(new DescribeContainerInstancesCommand({ containerInstances }))).containerInstances ?? [];
};

describe('managed scaling', () => {
  it('starts two instances in two zones for the first task of an empty group', async () => {
    await the.provide({});
    const { tasks = [], failures } = await the.ecs.send(new RunTaskCommand({ taskDefinition: await the.define() }));
    assert.deepEqual([tasks[0]?.lastStatus, tasks[0]?.capacityProviderName, failures], ['PROVISIONING', 'edge', []]);
    await the.inService(2);
    await running(1);
    assert.deepEqual((await the.group()).Instances?.map(({ AvailabilityZone }) => AvailabilityZone).sort(), ['us-east-1a', 'us-east-1b']);
    const { Activities = [] } = await the.autoScaling.send(new DescribeScalingActivitiesCommand({ AutoScalingGroupName: 'edge' }));
    assert.deepEqual(Activities.map(({ StatusCode }) => StatusCode), ['Successful', 'Successful']);
  });

  it('grows by as many instances as the tasks that wait need, never above the maximum', async () => {
    await the.provide({ MinSize: 1, MaxSize: 4 });
    await the.inService(1);
    const taskDefinition = await the.define();
    await the.ecs.send(new RunTaskCommand({ taskDefinition, count: 3 }));
    await running(3);
    await the.inService(3);
    await the.ecs.send(new RunTaskCommand({ taskDefinition, count: 3 }));
    await the.inService(4);
    await until('four running tasks', async () => (await statuses()).filter((status) => status === 'RUNNING').length === 4);
    assert.deepEqual((await statuses()).filter((status) => status === 'PROVISIONING').length, 2);
    assert.equal(the.machines.launched.length, 4);
  });

  it('asks for nothing when a task fits on no instance of the group', async () => {
    await the.provide({ MinSize: 1 });
    await the.inService(1);
    await the.ecs.send(new RunTaskCommand({ taskDefinition: await the.define({}, { cpu: '4096', memory: '512' }) }));
    await the.clock.advance(60_000);
    assert.deepEqual([(await the.group()).DesiredCapacity, await statuses()], [1, ['PROVISIONING']]);
  });

  it('goes by the steps of the provider', async () => {
    await the.provide({ MinSize: 1, MaxSize: 4 }, { managedScaling: { status: 'ENABLED', minimumScalingStepSize: 2 } });
    await the.inService(1);
    await the.ecs.send(new RunTaskCommand({ taskDefinition: await the.define(), count: 2 }));
    await the.inService(3);
  });

  it('keeps spare instances below a target capacity of 100', async () => {
    await the.provide({ MinSize: 0 }, { managedScaling: { status: 'ENABLED', targetCapacity: 50 } });
    await the.ecs.send(new RunTaskCommand({ taskDefinition: await the.define(), count: 2 }));
    await running(2);
    await the.inService(4);
  });

  it('removes what is not needed after fifteen minutes, down to the minimum, and no instance with a task', async () => {
    await the.provide({ MinSize: 1, NewInstancesProtectedFromScaleIn: true }, {
      managedScaling: { status: 'ENABLED' }, managedTerminationProtection: 'ENABLED' });
    const taskDefinition = await the.define();
    await the.inService(1);
    await the.ecs.send(new RunTaskCommand({ taskDefinition, count: 3 }));
    await running(3);
    const [first, second, third] = await the.tasks();
    await until('protection of all three', async () => (await the.group()).Instances?.every(({ ProtectedFromScaleIn }) => ProtectedFromScaleIn));
    await the.ecs.send(new StopTaskCommand({ task: first?.taskArn }));
    await running(2);
    await the.clock.advance(FIFTEEN_MINUTES - 1000);
    assert.equal((await the.group()).DesiredCapacity, 3);
    await the.clock.advance(2000);
    await the.inService(2);
    assert.deepEqual((await the.tasks()).map(({ taskArn }) => taskArn).sort(), [second?.taskArn, third?.taskArn].sort());
    await the.ecs.send(new StopTaskCommand({ task: second?.taskArn }));
    await the.ecs.send(new StopTaskCommand({ task: third?.taskArn }));
    await until('no running task', async () => (await statuses()).length === 0);
    await the.clock.advance(FIFTEEN_MINUTES + 1000);
    await the.inService(1);
    await the.clock.advance(FIFTEEN_MINUTES + 1000);
    assert.equal((await the.group()).DesiredCapacity, 1);
  });

  it('begins the fifteen minutes anew when a task needs the instance meanwhile', async () => {
    await the.provide({ MinSize: 0 });
    const taskDefinition = await the.define();
    await the.ecs.send(new RunTaskCommand({ taskDefinition, count: 2 }));
    await running(2);
    const [task] = await the.tasks();
    await the.ecs.send(new StopTaskCommand({ task: task?.taskArn }));
    await running(1);
    await the.clock.advance(FIFTEEN_MINUTES - 60_000);
    await the.ecs.send(new RunTaskCommand({ taskDefinition }));
    await running(2);
    await the.clock.advance(120_000);
    assert.equal((await the.group()).DesiredCapacity, 2);
  });

  it('serves services: a second task on a fixed port gets an instance of its own', async () => {
    await the.provide({ MinSize: 0 });
    await the.ecs.send(new CreateServiceCommand({ serviceName: 'web', taskDefinition: await the.define(), desiredCount: 3 }));
    await running(3);
    await the.inService(3);
    await the.ecs.send(new UpdateServiceCommand({ service: 'web', desiredCount: 1 }));
    await running(1);
    await the.clock.advance(FIFTEEN_MINUTES + 1000);
    // the group does not know which instance has the task: if it is taken, the service moves it first
    await until('one instance', async () => {
      await the.clock.advance(10_000);
      assert.ok((await statuses()).includes('RUNNING'));
      return (await the.group()).Instances?.length === 1;
    });
    await running(1);
  });

  it('counts no daemon as a need, and leaves room for it on new instances', async () => {
    await the.provide({ MinSize: 1 });
    await the.inService(1);
    const daemon = await the.define({ portMappings: [] }, { cpu: '1024', memory: '256' });
    await the.ecs.send(new CreateServiceCommand({ serviceName: 'every', taskDefinition: daemon, schedulingStrategy: 'DAEMON' }));
    await running(1);
    const taskDefinition = await the.define({ name: 'big', portMappings: [] }, { cpu: '1024', memory: '256' });
    await the.ecs.send(new RunTaskCommand({ taskDefinition, count: 3 }));
    await running(6);
    await the.inService(3);
    for (const { taskArn } of (await the.tasks()).filter(({ group }) => group !== 'service:every')) {
      await the.ecs.send(new StopTaskCommand({ task: taskArn }));
    }
    await running(3);
    await the.clock.advance(FIFTEEN_MINUTES + 1000);
    await the.inService(1);
  });

  it('replaces a machine that ends by itself, and its tasks', async () => {
    await the.provide({ MinSize: 1 });
    const [id = ''] = await the.inService(1);
    await the.ecs.send(new CreateServiceCommand({ serviceName: 'web', taskDefinition: await the.define(), desiredCount: 1 }));
    await running(1);
    const [lost] = await the.tasks();
    the.machines.running.delete(id);
    the.ec2.machineExited(id);
    await until('another task', async () => (await the.tasks()).some(({ taskArn, lastStatus }) => taskArn !== lost?.taskArn && lastStatus === 'RUNNING'));
    const stopped = (await the.tasks('STOPPED')).find(({ taskArn }) => taskArn === lost?.taskArn);
    assert.deepEqual([stopped?.stopCode, stopped?.stoppedReason], ['TerminationNotice', `Host EC2 (instance ${id}) terminated.`]);
    assert.ok(!(await the.inService(1)).includes(id));
  });

  it('does nothing while it is off', async () => {
    await the.provide({ MinSize: 1 });
    await the.inService(1);
    await the.ecs.send(new UpdateCapacityProviderCommand({ name: 'edge', autoScalingGroupProvider: { managedScaling: { status: 'DISABLED' } } }));
    await the.autoScaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName: 'edge', DesiredCapacity: 2 }));
    await the.inService(2);
    await the.clock.advance(FIFTEEN_MINUTES * 2);
    assert.equal((await the.group()).DesiredCapacity, 2);
  });
});

describe('managed draining', () => {
  it('puts ECS\'s hook on the group of an associated provider and takes it off again', async () => {
    await the.provide({});
    await drainingHook();
    const [hook] = await hooks();
    assert.deepEqual([hook?.LifecycleHookName, hook?.LifecycleTransition, hook?.DefaultResult, hook?.HeartbeatTimeout],
      ['ecs-managed-draining-termination-hook', 'autoscaling:EC2_INSTANCE_TERMINATING', 'CONTINUE', 3600]);
    await the.ecs.send(new UpdateCapacityProviderCommand({ name: 'edge', autoScalingGroupProvider: { managedDraining: 'DISABLED' } }));
    await until('no hook', async () => (await hooks()).length === 0);
    await the.ecs.send(new UpdateCapacityProviderCommand({ name: 'edge', autoScalingGroupProvider: { managedDraining: 'ENABLED' } }));
    await drainingHook();
    await the.ecs.send(new PutClusterCapacityProvidersCommand({ cluster: 'default', capacityProviders: [], defaultCapacityProviderStrategy: [] }));
    await until('no hook', async () => (await hooks()).length === 0);
  });

  it('moves the tasks of a service before the instance ends', async () => {
    await the.provide({ MinSize: 2 });
    await the.inService(2);
    await drainingHook();
    await the.ecs.send(new CreateServiceCommand({
      serviceName: 'web', taskDefinition: await the.define({ image: 'slow' }), desiredCount: 1 }));
    await running(1);
    const [task] = await the.tasks();
    const home = (await containerInstances()).find(({ containerInstanceArn }) => containerInstanceArn === task?.containerInstanceArn);
    await the.autoScaling.send(new TerminateInstanceInAutoScalingGroupCommand({
      InstanceId: home?.ec2InstanceId, ShouldDecrementDesiredCapacity: false }));
    await until('a second task', async () => (await statuses()).filter((status) => status === 'RUNNING').length === 2);
    const member = async () => (await the.group()).Instances?.find(({ InstanceId }) => InstanceId === home?.ec2InstanceId);
    assert.equal((await member())?.LifecycleState, 'Terminating:Wait');
    assert.equal((await containerInstances()).find(({ ec2InstanceId }) => ec2InstanceId === home?.ec2InstanceId)?.status, 'DRAINING');
    // the new task counts as healthy after the grace time, then the old one is stopped
    await the.clock.advance(41_000);
    await until('the old task to be told', () => the.agents.get(task?.containerInstanceArn ?? '')?.stopped.includes(task?.taskArn ?? ''));
    assert.ok(the.machines.running.has(home?.ec2InstanceId ?? ''));
    the.agents.get(task?.containerInstanceArn ?? '')?.finish(task?.taskArn ?? '', 0);
    await until('the end of the instance', () => the.machines.terminated.includes(home?.ec2InstanceId ?? ''));
    await the.inService(2);
    assert.deepEqual((await the.tasks('STOPPED')).map(({ stopCode }) => stopCode), ['ServiceSchedulerInitiated']);
  });

  it('waits for a standalone task, and beats for it, for as long as Auto Scaling lets it', async () => {
    await the.provide({ MinSize: 0 });
    await drainingHook();
    await the.ecs.send(new RunTaskCommand({ taskDefinition: await the.define() }));
    await running(1);
    const [id = ''] = await the.inService(2);
    const instances = await containerInstances();
    const [task] = await the.tasks();
    const home = instances.find(({ containerInstanceArn }) => containerInstanceArn === task?.containerInstanceArn)?.ec2InstanceId ?? id;
    await the.autoScaling.send(new TerminateInstanceInAutoScalingGroupCommand({ InstanceId: home, ShouldDecrementDesiredCapacity: true }));
    await until('the draining', async () => (await containerInstances()).some(({ status }) => status === 'DRAINING'));
    for (let hour = 0; hour < 6; hour++) {
      await the.clock.advance(30 * 60_000);
      assert.deepEqual(await statuses(), ['RUNNING']);
    }
    await the.ecs.send(new StopTaskCommand({ task: task?.taskArn }));
    await until('the end of the instance', () => the.machines.terminated.includes(home));
  });

  it('does not wait for the tasks of an instance whose agent is gone', async () => {
    await the.provide({ MinSize: 1 });
    const [id = ''] = await the.inService(1);
    await drainingHook();
    await the.ecs.send(new RunTaskCommand({ taskDefinition: await the.define() }));
    await running(1);
    the.agents.disconnect((await the.tasks())[0]?.containerInstanceArn ?? '');
    await the.autoScaling.send(new TerminateInstanceInAutoScalingGroupCommand({ InstanceId: id, ShouldDecrementDesiredCapacity: false }));
    await until('the end of the instance', () => the.machines.terminated.includes(id));
  });

  it('lets an instance without tasks go at once', async () => {
    await the.provide({ MinSize: 1 });
    const [id = ''] = await the.inService(1);
    await drainingHook();
    await the.autoScaling.send(new UpdateAutoScalingGroupCommand({ AutoScalingGroupName: 'edge', MinSize: 0, DesiredCapacity: 0 }));
    await until('the end of the instance', () => the.machines.terminated.includes(id));
  });
});

describe('managed termination protection', () => {
  it('protects instances with tasks, and a group with them is not scaled in', async () => {
    await the.provide({ MinSize: 1, NewInstancesProtectedFromScaleIn: true }, {
      managedScaling: { status: 'ENABLED' }, managedTerminationProtection: 'ENABLED' });
    await the.inService(1);
    const isProtected = async () => (await the.group()).Instances?.[0]?.ProtectedFromScaleIn;
    await until('the end of the protection', async () => await isProtected() === false);
    await the.ecs.send(new RunTaskCommand({ taskDefinition: await the.define() }));
    await until('protection', isProtected);
    await the.autoScaling.send(new UpdateAutoScalingGroupCommand({ AutoScalingGroupName: 'edge', MinSize: 0, MaxSize: 0, DesiredCapacity: 0 }));
    const cancelled = await until('a cancelled activity', async () => {
      const { Activities = [] } = await the.autoScaling.send(new DescribeScalingActivitiesCommand({ AutoScalingGroupName: 'edge' }));
      return Activities.find(({ StatusCode }) => StatusCode === 'Cancelled');
    });
    assert.equal(cancelled.Description, 'Could not scale to desired capacity because all remaining instances are protected from scale-in.');
    assert.deepEqual(await statuses(), ['RUNNING']);
    const [id = ''] = (await the.group()).Instances?.map(({ InstanceId = '' }) => InstanceId) ?? [];
    await the.ecs.send(new StopTaskCommand({ task: (await the.tasks())[0]?.taskArn }));
    await until('the end of the instance', () => the.machines.terminated.includes(id));
  });

  it('frees what it protected when the provider is taken from its cluster, as long as no task is left', async () => {
    await the.provide({ MinSize: 2, NewInstancesProtectedFromScaleIn: true }, {
      managedScaling: { status: 'ENABLED' }, managedTerminationProtection: 'ENABLED' });
    await the.inService(2);
    const taskDefinition = await the.define();
    const { tasks: [own] = [] } = await the.ecs.send(new RunTaskCommand({ taskDefinition }));
    await the.ecs.send(new RunTaskCommand({ taskDefinition, launchType: 'EC2' }));
    const flags = async () => (await the.group()).Instances?.map(({ ProtectedFromScaleIn }) => ProtectedFromScaleIn) ?? [];
    await until('protection of both', async () => (await flags()).every((flag) => flag));
    await the.ecs.send(new StopTaskCommand({ task: own?.taskArn }));
    const take = () => the.ecs.send(new PutClusterCapacityProvidersCommand({
      cluster: 'default', capacityProviders: [], defaultCapacityProviderStrategy: [] }));
    await until('the association to go', () => take().then(() => true, () => false));
    await until('the end of one protection', async () => (await flags()).filter((flag) => flag).length === 1);
    await the.clock.advance(FIFTEEN_MINUTES);
    assert.equal((await flags()).filter((flag) => flag).length, 1);
  });

  it('frees an instance whose tasks outlive the provider when the last of them has stopped', async () => {
    await the.provide({ MinSize: 1, NewInstancesProtectedFromScaleIn: true }, {
      managedScaling: { status: 'ENABLED' }, managedTerminationProtection: 'ENABLED' });
    await the.inService(1);
    await the.ecs.send(new RunTaskCommand({ taskDefinition: await the.define(), launchType: 'EC2' }));
    const isProtected = async () => (await the.group()).Instances?.[0]?.ProtectedFromScaleIn;
    await until('protection', async () => (await statuses()).includes('RUNNING') && isProtected());
    await the.ecs.send(new PutClusterCapacityProvidersCommand({ cluster: 'default', capacityProviders: [], defaultCapacityProviderStrategy: [] }));
    await the.ecs.send(new DeleteCapacityProviderCommand({ capacityProvider: 'edge' }));
    await until('a look that frees nothing', () => !the.isReleasing());
    assert.equal(await isProtected(), true);
    await the.ecs.send(new StopTaskCommand({ task: (await the.tasks())[0]?.taskArn }));
    await until('the end of the protection', async () => await isProtected() === false);
  });

  it('leaves alone what somebody else protects while it is off', async () => {
    await the.provide({ MinSize: 1 });
    const [id = ''] = await the.inService(1);
    await the.autoScaling.send(new SetInstanceProtectionCommand({ AutoScalingGroupName: 'edge', InstanceIds: [id], ProtectedFromScaleIn: true }));
    await the.clock.advance(FIFTEEN_MINUTES);
    assert.equal((await the.group()).Instances?.[0]?.ProtectedFromScaleIn, true);
  });
});
