import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AwsError } from '../../../src/gateway/aws-error';
import type { Invoke } from '../../../src/gateway/operation';
import { localEndpoints } from '../../../src/instance/agent/endpoints';
import { RoleCredentials } from '../../../src/instance/agent/metadata/role-credentials';
import { newTask } from '../../../src/instance/agent/task/agent-task';
import type { InstanceSpec } from '../../../src/instance/fleet';
import { FakeClock } from '../../support/fake-clock';
import { EXECUTION_ROLE, INSTANCE_ROLE, payloadOf, sleeper, TASK_ROLE } from './support';

const noCalls: Invoke = () => Promise.reject(new Error('no call is expected'));

function setUp(invoke: Invoke = noCalls, role: { readonly taskRoleArn?: string } = { taskRoleArn: TASK_ROLE }) {
  const clock = new FakeClock();
  const issued: string[] = [];
  const credentials = new RoleCredentials({
    issue: (role, session) => {
      issued.push(`${role} ${session}`);
      return { AccessKeyId: role, SecretAccessKey: 's', SessionToken: session, Expiration: new Date(clock.now().getTime() + 3_600_000) };
    },
  }, clock);
  const task = newTask('i-1', payloadOf({ ...role, executionRoleArn: EXECUTION_ROLE, memory: '512', containerDefinitions: [sleeper()] }));
  const spec: InstanceSpec = {
    instanceId: 'i-1', instanceType: 't3.medium', imageId: 'ami-1', vpcId: 'vpc-1', subnetId: 'subnet-1', subnetCidr: '10.0.100.0/24',
    availabilityZone: 'us-east-1a', privateIpAddress: '10.0.100.120', userData: '', roleArn: INSTANCE_ROLE, vcpus: 2, memoryMiB: 4096,
  };
  const stats = () => Promise.resolve({ read: 'now' });
  const endpoints = localEndpoints({
    lab: { region: 'us-east-1', accountId: '123456789012', clock, invoke }, credentials,
    instance: (id) => id === 'i-1' ? { spec, tasks: [task], stats }
      : id === 'i-2' ? { spec: { ...spec, instanceId: 'i-2', roleArn: undefined }, tasks: [], stats } : undefined,
  });
  return { clock, issued, task, endpoints };
}

describe('the link-local endpoints of an instance', () => {
  it('give task and execution roles their own keys, named after the task', async () => {
    const { endpoints, task } = setUp();
    const session = task.taskArn.split('/').at(-1);
    const ask = async (id: string | undefined) => await endpoints.taskCredentials('i-1', id ?? '') as Record<string, string> | undefined;
    const [forTask, forExecution] = [await ask(task.credentialsId), await ask(task.executionCredentialsId)];
    assert.deepEqual([forTask?.RoleArn, forTask?.Token], [TASK_ROLE, session]);
    assert.equal(forExecution?.RoleArn, EXECUTION_ROLE);
    assert.equal(await ask('unknown'), undefined);
  });

  it('give nothing of one instance to another', async () => {
    const { endpoints, task } = setUp();
    assert.equal(await endpoints.taskCredentials('i-2', task.credentialsId ?? ''), undefined);
    assert.equal(await endpoints.metadata('i-2', 'v4', task.containers[0]?.endpointId ?? '', ''), undefined);
    assert.equal(await endpoints.instanceCredentials('i-2'), undefined);
    assert.equal(await endpoints.instanceCredentials('i-3'), undefined);
  });

  it('hand out the same keys until shortly before they expire', async () => {
    const { endpoints, issued, clock } = setUp();
    await endpoints.instanceCredentials('i-1');
    await clock.advance(40 * 60_000);
    await endpoints.instanceCredentials('i-1');
    assert.deepEqual(issued, [`${INSTANCE_ROLE} i-1`]);
    await clock.advance(6 * 60_000);
    await endpoints.instanceCredentials('i-1');
    assert.equal(issued.length, 2);
  });

  it('tell a container of itself and of its task', async () => {
    const { endpoints, task } = setUp();
    const ask = async (path: string) => await endpoints.metadata('i-1', 'v4', task.containers[0]?.endpointId ?? '', path) as Record<string, unknown>;
    const container = await ask('');
    assert.deepEqual([container.Name, container.DockerName, container.KnownStatus], ['sleep', task.containers[0]?.dockerName, 'PULLED']);
    const whole = await ask('/task');
    assert.deepEqual([whole.TaskARN, whole.Family, whole.Revision, whole.AvailabilityZone, whole.LaunchType], [task.taskArn, 'demo', '3', 'us-east-1a', 'EC2']);
    assert.deepEqual(whole.Limits, { Memory: 512 });
    assert.equal(await ask('/nothing'), undefined);
  });

  it('ask for and set the protection of a task as its role, in the shapes of the agent', async () => {
    const calls: unknown[] = [];
    const invoke = ((service: string, operation: string, input: { readonly tasks: readonly string[] }, principal: { readonly arn: string }) => {
      calls.push([service, operation, input, principal.arn]);
      const enabled = operation === 'UpdateTaskProtection';
      return Promise.resolve({ failures: [], protectedTasks: [{
        taskArn: input.tasks[0], protectionEnabled: enabled, expirationDate: enabled ? new Date('2026-01-01T02:00:00.500Z') : undefined }] });
    }) as unknown as Invoke;
    const { endpoints, task } = setUp(invoke);
    const id = task.containers[0]?.endpointId ?? '';
    const { taskArn: TaskArn } = task;
    assert.deepEqual(await endpoints.taskProtection('i-1', id, { method: 'GET', body: '' }),
      { status: 200, body: { protection: { ExpirationDate: null, ProtectionEnabled: false, TaskArn } } });
    assert.deepEqual(await endpoints.taskProtection('i-1', id, { method: 'PUT', body: '{"ProtectionEnabled":true,"expiresInMinutes":60}' }),
      { status: 200, body: { protection: { ExpirationDate: '2026-01-01T02:00:00.5Z', ProtectionEnabled: true, TaskArn } } });
    const common = { cluster: task.payload.task.clusterArn, tasks: [TaskArn] };
    const session = `${TASK_ROLE.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/${TaskArn.split('/').at(-1)}`;
    assert.deepEqual(calls, [
      ['ecs', 'GetTaskProtection', common, session],
      ['ecs', 'UpdateTaskProtection', { ...common, protectionEnabled: true, expiresInMinutes: 60 }, session],
    ]);
  });

  it('refuse a protection request in the words of the agent', async () => {
    const { endpoints, task } = setUp(() => Promise.reject(new AwsError('AccessDeniedException', 'not authorized')));
    const id = task.containers[0]?.endpointId ?? '';
    const put = (body: string) => endpoints.taskProtection('i-1', id, { method: 'PUT', body });
    const undecodable = { status: 400, body: { error: { Code: 'InvalidParameterException', Message: 'UpdateTaskProtection: failed to decode request' } } };
    for (const body of ['', 'no', '[]', '{"ProtectionEnabled":"true"}', '{"ProtectionEnabled":true,"Other":1}', '{"ExpiresInMinutes":1.5}']) {
      assert.deepEqual(await put(body), undecodable, body);
    }
    assert.deepEqual(await put('{}'), { status: 400, body: { error: {
      Arn: task.taskArn, Code: 'InvalidParameterException', Message: "Invalid request: does not contain 'ProtectionEnabled' field" } } });
    const denied = await put('{"ProtectionEnabled":false}') as { readonly status: number; readonly body: { readonly requestID: string; readonly error: object } };
    assert.deepEqual([denied.status, denied.body.error], [400, { Arn: task.taskArn, Code: 'AccessDeniedException', Message: 'not authorized' }]);
    assert.match(denied.body.requestID, /^[0-9a-f-]{36}$/);
    assert.deepEqual(await endpoints.taskProtection('i-2', id, { method: 'GET', body: '' }), { status: 404, body: { error: {
      Code: 'ResourceNotFoundException', Message: 'Failed to find a task for the request' } } });
    assert.equal((await endpoints.taskProtection('i-1', id, { method: 'POST', body: '' })).status, 405);
    const bare = setUp(noCalls, {});
    assert.deepEqual(await bare.endpoints.taskProtection('i-1', bare.task.containers[0]?.endpointId ?? '', { method: 'GET', body: '' }), { status: 403, body: { error: {
      Arn: bare.task.taskArn, Code: 'AccessDeniedException', Message: 'Invalid Request: no task IAM role credentials available for task' } } });
  });
});
