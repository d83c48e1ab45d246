import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { localEndpoints } from '../../../src/instance/agent/endpoints';
import { RoleCredentials } from '../../../src/instance/agent/metadata/role-credentials';
import { newTask } from '../../../src/instance/agent/task/agent-task';
import type { InstanceSpec } from '../../../src/instance/fleet';
import { FakeClock } from '../../support/fake-clock';
import { EXECUTION_ROLE, INSTANCE_ROLE, payloadOf, sleeper, TASK_ROLE } from './support';

function setUp() {
  const clock = new FakeClock();
  const issued: string[] = [];
  const credentials = new RoleCredentials({
    issue: (role, session) => {
      issued.push(`${role} ${session}`);
      return { AccessKeyId: role, SecretAccessKey: 's', SessionToken: session, Expiration: new Date(clock.now().getTime() + 3_600_000) };
    },
  }, clock);
  const task = newTask('i-1', payloadOf({ taskRoleArn: TASK_ROLE, executionRoleArn: EXECUTION_ROLE, memory: '512', containerDefinitions: [sleeper()] }));
  const spec: InstanceSpec = {
    instanceId: 'i-1', instanceType: 't3.medium', imageId: 'ami-1', vpcId: 'vpc-1', subnetId: 'subnet-1', subnetCidr: '10.0.100.0/24',
    availabilityZone: 'us-east-1a', privateIpAddress: '10.0.100.120', userData: '', roleArn: INSTANCE_ROLE, vcpus: 2, memoryMiB: 4096,
  };
  const stats = () => Promise.resolve({ read: 'now' });
  const endpoints = localEndpoints({
    lab: { region: 'us-east-1', accountId: '123456789012', clock }, credentials,
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
});
