import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ContainerInstanceRecord, ServiceRecord, TaskRecord } from '../../src/ecs/records';
import type { Happening } from '../../src/feed/entry';
import { instanceChanges, machineChanges } from '../../src/feed/instance-changes';
import { serviceChanges } from '../../src/feed/service-changes';
import { taskChanges } from '../../src/feed/task-changes';
import type { InstanceRecord } from '../../src/services/ec2/model';

const arn = (kind: string, id: string) => `arn:aws:ecs:us-east-1:123456789012:${kind}/${id}`;
const texts = (happenings: readonly Happening[]) => happenings.map(({ text }) => text);

const container = { name: 'nginx', lastStatus: 'PENDING', healthStatus: 'UNKNOWN', networkBindings: [], execAgent: { status: 'PENDING' } };
const task = {
  taskArn: arn('task', 'demo/t1'), clusterArn: arn('cluster', 'demo'), taskDefinitionArn: arn('task-definition', 'web:3'), group: 'family:web',
  containerInstanceArn: arn('container-instance', 'demo/c1'), lastStatus: 'PENDING', desiredStatus: 'RUNNING', containers: [container],
} as unknown as TaskRecord;
const with_ = (task_: TaskRecord, change: object): TaskRecord => ({ ...task_, ...change });

test('a task is told of from its beginning to its end, in the order of what happened', () => {
  assert.deepEqual(taskChanges(undefined, task), [{
    kind: 'task', cluster: 'demo', id: 't1', label: 'web:3', text: 'PENDING on instance c1, group family:web', state: { to: 'PENDING' } }]);
  const running = with_(task, { lastStatus: 'RUNNING', containers: [{ ...container, lastStatus: 'RUNNING', execAgent: { status: 'RUNNING' },
    networkBindings: [{ hostPort: 8080, containerPort: 80, protocol: 'tcp' }] }] });
  assert.deepEqual(texts(taskChanges(task, running)), ['exec agent of nginx is RUNNING', 'PENDING → RUNNING ports 8080→80/tcp']);
  const ranged = with_(running, { containers: [{ ...container, networkBindings: [{ hostPortRange: '32768-32770', containerPortRange: '80-82', protocol: 'tcp' }] }] });
  assert.ok(texts(taskChanges(task, ranged)).includes('PENDING → RUNNING ports 32768-32770→80-82/tcp'));
  const told = with_(running, { desiredStatus: 'STOPPED', stopCode: 'UserInitiated', stoppedReason: 'enough' });
  assert.deepEqual(texts(taskChanges(running, told)), ['is to stop: enough (UserInitiated)']);
  const stopped = with_(told, { lastStatus: 'STOPPED', containers: [{ ...container, lastStatus: 'STOPPED', exitCode: 137, reason: 'OutOfMemoryError' }] });
  assert.deepEqual(texts(taskChanges(with_(told, { containers: [{ ...container, lastStatus: 'RUNNING' }] }), stopped)), [
    'container nginx stopped with exit code 137: OutOfMemoryError', 'RUNNING → STOPPED']);
  assert.deepEqual(taskChanges(stopped, undefined), []);
  assert.deepEqual(taskChanges(stopped, { ...stopped }), []);
});

test('a task that waits for an instance, for its network interface and for its health says so', () => {
  const waiting = with_(task, { containerInstanceArn: undefined, lastStatus: 'PROVISIONING', attachment: { id: 'a', status: 'PRECREATED' } });
  assert.match(texts(taskChanges(undefined, waiting)).join(), /^PROVISIONING without an instance yet/);
  const placed = with_(waiting, { containerInstanceArn: arn('container-instance', 'demo/c1'), attachment: { id: 'a', status: 'ATTACHED', privateIpAddress: '10.0.0.9' } });
  assert.deepEqual(texts(taskChanges(waiting, placed)), ['placed on instance c1', 'network interface PRECREATED → ATTACHED 10.0.0.9']);
  const sick = with_(placed, { containers: [{ ...container, healthStatus: 'UNHEALTHY' }] });
  assert.deepEqual(texts(taskChanges(placed, sick)), ['container nginx is UNHEALTHY']);
});

test('a service tells its new events in their order, its deployments and its size', () => {
  const service = { serviceName: 'web', clusterArn: arn('cluster', 'demo'), status: 'ACTIVE', desiredCount: 1, events: [], deployments: [] } as unknown as ServiceRecord;
  const deployment = { id: 'ecs-svc/1', rolloutState: 'IN_PROGRESS', taskDefinitionArn: arn('task-definition', 'web:3') };
  const began = { ...service, deployments: [deployment] } as unknown as ServiceRecord;
  assert.deepEqual(texts(serviceChanges(undefined, began)), ['ACTIVE', 'deployment ecs-svc/1 of web:3 IN_PROGRESS']);
  const done = {
    ...began, desiredCount: 2, deployments: [{ ...deployment, rolloutState: 'COMPLETED', rolloutStateReason: 'ECS deployment ecs-svc/1 completed.' }],
    events: [{ id: 'b', message: '(service web) second' }, { id: 'a', message: '(service web) first' }],
  } as unknown as ServiceRecord;
  assert.deepEqual(texts(serviceChanges(began, done)), [
    'desired count 1 → 2', 'deployment ecs-svc/1 IN_PROGRESS → COMPLETED: ECS deployment ecs-svc/1 completed.', '(service web) first', '(service web) second']);
  assert.deepEqual(serviceChanges(done, { ...done }), []);
});

test('instances tell of their registration, their agent, draining, and of the machine below', () => {
  const instance = {
    containerInstanceArn: arn('container-instance', 'demo/c1'), clusterArn: arn('cluster', 'demo'), ec2InstanceId: 'i-1', status: 'ACTIVE', agentConnected: true,
  } as unknown as ContainerInstanceRecord;
  assert.deepEqual(texts(instanceChanges(undefined, instance)), ['ACTIVE registered', 'agent connected']);
  assert.deepEqual(texts(instanceChanges(instance, { ...instance, status: 'DRAINING', agentConnected: false })), ['ACTIVE → DRAINING', 'agent disconnected']);
  const machine = { instanceId: 'i-1', state: 'pending', instanceType: 't3.medium', privateIpAddress: '10.0.0.5' } as unknown as InstanceRecord;
  assert.deepEqual(texts(machineChanges(undefined, machine)), ['pending t3.medium at 10.0.0.5']);
  assert.deepEqual(texts(machineChanges(machine, { ...machine, state: 'running' })), ['pending → running']);
});
