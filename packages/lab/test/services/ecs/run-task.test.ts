import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import {
  CreateClusterCommand, CreateServiceCommand, DeregisterTaskDefinitionCommand, DescribeContainerInstancesCommand, DescribeTasksCommand,
  RunTaskCommand, StartTaskCommand, StopTaskCommand,
  UpdateContainerInstancesStateCommand,
  type ContainerInstance, type RunTaskCommandInput,
} from '@aws-sdk/client-ecs';
import fc from 'fast-check';
import { type EcsLab, startEcsLab } from '../../support/ecs';

describe('RunTask', () => {
  let lab: EcsLab;
  beforeEach(async () => { lab = await startEcsLab(); });
  afterEach(() => lab.stop());

  const run = (taskDefinition: string, more: Partial<RunTaskCommandInput> = {}) =>
    lab.ecs.send(new RunTaskCommand({ taskDefinition, launchType: 'EC2', ...more }));
  const task = async (arn: string) => (await lab.ecs.send(new DescribeTasksCommand({ tasks: [arn] }))).tasks?.[0];
  const instance = async (arn: string): Promise<ContainerInstance | undefined> =>
    (await lab.ecs.send(new DescribeContainerInstancesCommand({ containerInstances: [arn] }))).containerInstances?.[0];
  const resource = (of: ContainerInstance | undefined, name: string) => of?.remainingResources?.find((one) => one.name === name);

  it('answers a PENDING task that is to run, and describes it as RUNNING with empty network lists', async () => {
    const { arn } = await lab.addInstance();
    const definition = await lab.define({}, { taskRoleArn: 'arn:aws:iam::123456789012:role/task' });
    const { tasks = [], failures } = await run(definition, { enableExecuteCommand: true });
    assert.deepEqual(failures, []);
    const [first] = tasks;
    assert.equal(first?.lastStatus, 'PENDING');
    assert.equal(first?.desiredStatus, 'RUNNING');
    assert.equal(first?.launchType, 'EC2');
    assert.equal(first?.enableExecuteCommand, true);
    assert.equal(first?.containerInstanceArn, arn);
    assert.equal(first?.group, 'family:demo');
    assert.equal(first?.version, 1);
    assert.equal(first?.containers?.[0]?.managedAgents?.[0]?.lastStatus, 'PENDING');
    const later = await task(first?.taskArn ?? '');
    assert.equal(later?.lastStatus, 'RUNNING');
    assert.deepEqual(later?.attachments, []);
    assert.deepEqual(later?.containers?.[0]?.networkBindings, []);
    assert.deepEqual(later?.containers?.[0]?.networkInterfaces, []);
    assert.equal(later?.containers?.[0]?.runtimeId, 'runtime-nginx');
    assert.equal(later?.containers?.[0]?.managedAgents?.[0]?.name, 'ExecuteCommandAgent');
    assert.equal(later?.containers?.[0]?.managedAgents?.[0]?.lastStatus, 'RUNNING');
    assert.deepEqual(later?.attributes, [{ name: 'ecs.cpu-architecture', value: 'x86_64' }]);
    assert.equal(later?.availabilityZone, 'us-east-1a');
    assert.deepEqual([later?.cpu, later?.memory], ['256', '512']);
    assert.ok((later?.version ?? 0) > 1);
  });

  it('refuses the second task on one host port with the instance and RESOURCE:PORTS, in a good reply', async () => {
    const { arn } = await lab.addInstance();
    const definition = await lab.define();
    await run(definition);
    const { tasks, failures, $metadata } = await run(definition);
    assert.equal($metadata.httpStatusCode, 200);
    assert.deepEqual(tasks, []);
    assert.deepEqual(failures, [{ arn, reason: 'RESOURCE:PORTS' }]);
  });

  it('places what fits of a count and refuses the rest', async () => {
    await lab.addInstance();
    const definition = await lab.define();
    const one = await run(definition, { count: 2 });
    assert.equal(one.tasks?.length, 1);
    assert.deepEqual(one.failures?.map(({ reason }) => reason), ['RESOURCE:PORTS']);
    await lab.addInstance();
    await lab.addInstance();
    const two = await run(definition, { count: 2 });
    assert.equal(new Set(two.tasks?.map(({ containerInstanceArn }) => containerInstanceArn)).size, 2);
    assert.deepEqual(two.failures, []);
  });

  it('places exactly one task of a port on each instance, however many calls come at once', async () => {
    const definition = await lab.define();
    let clusters = 0;
    const [machines, calls] = [fc.integer({ min: 1, max: 4 }), fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 8 })];
    await fc.assert(fc.asyncProperty(machines, calls, async (instances, counts) => {
      const cluster = `parallel-${++clusters}`;
      await lab.ecs.send(new CreateClusterCommand({ clusterName: cluster }));
      for (let number = 0; number < instances; number++) {
        await lab.addInstance({ cluster });
      }
      const replies = await Promise.all(counts.map((count) => run(definition, { cluster, count })));
      const tasks = replies.flatMap((reply) => reply.tasks ?? []);
      const wanted = counts.reduce((sum, count) => sum + count, 0);
      assert.equal(tasks.length, Math.min(wanted, instances));
      assert.equal(new Set(tasks.map(({ containerInstanceArn }) => containerInstanceArn)).size, tasks.length);
      // each task without a place was refused by every instance
      const failures = replies.flatMap((reply) => reply.failures ?? []);
      assert.equal(failures.length, (wanted - tasks.length) * instances);
      assert.ok(failures.every(({ reason }) => reason === 'RESOURCE:PORTS'));
    }), { numRuns: 15 });
  });

  it('keeps TCP and UDP apart', async () => {
    await lab.addInstance();
    await run(await lab.define());
    const udp = await run(await lab.define({ portMappings: [{ containerPort: 80, protocol: 'udp' }] }));
    assert.deepEqual(udp.failures, []);
  });

  for (const port of [22, 2375, 2376, 51678, 51679]) {
    it(`never gives away the reserved port ${port}`, async () => {
      await lab.addInstance();
      const { failures } = await run(await lab.define({ portMappings: [{ containerPort: port }] }));
      assert.deepEqual(failures?.map(({ reason }) => reason), ['RESOURCE:PORTS']);
    });
  }

  it('leaves port 51680 free', async () => {
    await lab.addInstance();
    assert.deepEqual((await run(await lab.define({ portMappings: [{ containerPort: 51680 }] }))).failures, []);
  });

  it('shows taken ports, cpu and memory in remainingResources only', async () => {
    const { arn } = await lab.addInstance();
    await run(await lab.define());
    const found = await instance(arn);
    assert.deepEqual(resource(found, 'PORTS')?.stringSetValue, ['22', '2376', '2375', '51678', '51679', '80']);
    assert.equal(resource(found, 'CPU')?.integerValue, 2048 - 256);
    assert.equal(resource(found, 'MEMORY')?.integerValue, 3768 - 512);
    assert.deepEqual(found?.registeredResources?.find(({ name }) => name === 'PORTS')?.stringSetValue, ['22', '2376', '2375', '51678', '51679']);
    assert.equal(found?.registeredResources?.find(({ name }) => name === 'CPU')?.integerValue, 2048);
    assert.equal(found?.runningTasksCount, 1);
  });

  it('names cpu before memory, one failure for each instance', async () => {
    await lab.addInstance();
    await lab.addInstance();
    const big = await lab.define({ portMappings: [] }, { cpu: '4096', memory: '99999' });
    assert.deepEqual((await run(big)).failures?.map(({ reason }) => reason), ['RESOURCE:CPU', 'RESOURCE:CPU']);
    const heavy = await lab.define({ portMappings: [] }, { memory: '99999' });
    assert.deepEqual((await run(heavy)).failures?.map(({ reason }) => reason), ['RESOURCE:MEMORY', 'RESOURCE:MEMORY']);
  });

  it('runs several tasks without ports side by side', async () => {
    await lab.addInstance();
    const none = await lab.define({ portMappings: [] }, { networkMode: 'none' });
    assert.equal((await run(none, { count: 3 })).tasks?.length, 3);
    const host = await lab.define({ portMappings: [] });
    assert.equal((await run(host, { count: 2 })).tasks?.length, 2);
  });

  it('refuses an empty cluster, too many tasks and an unknown cluster', async () => {
    const definition = await lab.define();
    await assert.rejects(run(definition), { name: 'InvalidParameterException', message: 'No Container Instances were found in your cluster.' });
    await lab.addInstance();
    await assert.rejects(run(definition, { count: 11 }), { name: 'InvalidParameterException' });
    await assert.rejects(run(definition, { cluster: 'nowhere' }), { name: 'ClusterNotFoundException', message: 'Cluster not found.' });
    await assert.rejects(run('nothing'), { name: 'ClientException', message: 'TaskDefinition not found.' });
    await assert.rejects(run(definition, { launchType: 'EC2', capacityProviderStrategy: [{ capacityProvider: 'x' }] }), { name: 'InvalidParameterException' });
    await assert.rejects(run(definition, { launchType: 'FARGATE' }), { name: 'UnsupportedFeatureException' });
  });

  it('refuses a deregistered definition as a wrong parameter, and so does StartTask', async () => {
    const { arn } = await lab.addInstance();
    const definition = await lab.define();
    await lab.ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: definition }));
    const refusal = { name: 'InvalidParameterException', message: 'TaskDefinition is inactive' };
    await assert.rejects(run(definition), refusal);
    await assert.rejects(lab.ecs.send(new StartTaskCommand({ taskDefinition: definition, containerInstances: [arn] })), refusal);
    await assert.rejects(lab.ecs.send(new CreateServiceCommand({ serviceName: 's', taskDefinition: definition, desiredCount: 1 })), {
      name: 'ClientException', message: 'TaskDefinition is inactive' });
  });

  it('refuses a disconnected agent with AGENT and a missing attribute with ATTRIBUTE', async () => {
    const { arn } = await lab.addInstance({ connected: false });
    const definition = await lab.define();
    assert.deepEqual((await run(definition)).failures, [{ arn, reason: 'AGENT' }]);
    const without = await lab.addInstance({ attributes: [] });
    const logged = await lab.define({ logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': 'g', 'awslogs-region': 'us-east-1' } } });
    assert.deepEqual((await run(logged)).failures, [{ arn, reason: 'AGENT' }, { arn: without.arn, reason: 'ATTRIBUTE' }]);
  });

  it('gives no task to a draining instance and leaves the one it has', async () => {
    const { arn } = await lab.addInstance();
    const other = await lab.addInstance();
    const definition = await lab.define({ portMappings: [] });
    const [first] = (await run(definition, { placementConstraints: [{ type: 'memberOf', expression: 'ec2InstanceId == i-00000000000000001' }] })).tasks ?? [];
    const state = (status: 'DRAINING' | 'ACTIVE') => lab.ecs.send(new UpdateContainerInstancesStateCommand({ containerInstances: [arn], status }));
    await state('DRAINING');
    const placed = await run(definition, { count: 3 });
    assert.deepEqual(placed.tasks?.map(({ containerInstanceArn }) => containerInstanceArn), [other.arn, other.arn, other.arn]);
    assert.equal((await task(first?.taskArn ?? ''))?.lastStatus, 'RUNNING');
    await state('ACTIVE');
    const again = await run(definition, { placementStrategy: [{ type: 'spread', field: 'instanceId' }] });
    assert.equal(again.tasks?.[0]?.containerInstanceArn, arn);
  });

  it('obeys distinctInstance and memberOf and says which was not satisfied', async () => {
    const { arn } = await lab.addInstance();
    const definition = await lab.define({ portMappings: [] });
    const distinct = await run(definition, { count: 2, placementConstraints: [{ type: 'distinctInstance' }] });
    assert.equal(distinct.tasks?.length, 1);
    assert.deepEqual(distinct.failures, [{ arn, reason: 'DistinctInstance placement constraint unsatisfied.' }]);
    const member = (expression: string) => run(definition, { placementConstraints: [{ type: 'memberOf', expression }] });
    assert.deepEqual((await member('attribute:ecs.instance-type =~ t3.*')).failures, []);
    assert.deepEqual((await member('attribute:ecs.instance-type =~ m5.*')).failures, [{ arn, reason: 'MemberOf placement constraint unsatisfied.' }]);
    await assert.rejects(member('attribute:x ~ y'), { name: 'InvalidParameterException' });
  });

  it('packs on the fullest instance that fits and spreads over instances', async () => {
    const small = await lab.addInstance({ memory: 1024 });
    const large = await lab.addInstance({ memory: 8192 });
    const definition = await lab.define({ portMappings: [] }, { memory: '512' });
    const packed = await run(definition, { count: 3, placementStrategy: [{ type: 'binpack', field: 'memory' }] });
    assert.deepEqual(packed.tasks?.map(({ containerInstanceArn }) => containerInstanceArn), [small.arn, small.arn, large.arn]);
    const spread = await run(definition, { count: 2, group: 'other', placementStrategy: [{ type: 'spread', field: 'instanceId' }] });
    assert.equal(spread.failures?.length, 0);
  });

  it('spreads the tasks of a group over zones and counts full instances', async () => {
    const [one, two] = [await lab.addInstance({ zone: 'us-east-1a' }), await lab.addInstance({ zone: 'us-east-1b' })];
    const third = await lab.addInstance({ zone: 'us-east-1a' });
    const definition = await lab.define();
    const placed = await run(definition, { count: 3 });
    assert.deepEqual(placed.tasks?.map(({ containerInstanceArn }) => containerInstanceArn), [one.arn, two.arn, third.arn]);
  });

  it('refuses exec without a task role, and takes the role of an override', async () => {
    await lab.addInstance();
    const definition = await lab.define();
    await assert.rejects(run(definition, { enableExecuteCommand: true }), {
      name: 'InvalidParameterException',
      message: 'The execute command failed because a valid task role is not being used. Specify a valid task role in your task definition '
        + 'or as a task override and try again.',
    });
    const { tasks } = await run(definition, { enableExecuteCommand: true, overrides: { taskRoleArn: 'arn:aws:iam::123456789012:role/t' } });
    assert.equal(tasks?.length, 1);
  });

  it('refuses a network configuration outside awsvpc mode', async () => {
    await lab.addInstance();
    await assert.rejects(run(await lab.define(), { networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } } }), {
      name: 'InvalidParameterException', message: 'Network Configuration is not valid for the given networkMode of this task definition.' });
    await assert.rejects(run(await lab.define({}, { networkMode: 'awsvpc' })), {
      name: 'InvalidParameterException', message: "Network Configuration must be provided when networkMode 'awsvpc' is specified." });
  });

  it('says what it cannot run yet', async () => {
    await lab.addInstance();
    await assert.rejects(run(await lab.define({ resourceRequirements: [{ type: 'GPU', value: '1' }] })), {
      name: 'UnsupportedFeatureException', message: /GPU/ });
    await assert.rejects(run(await lab.define({}, { enableFaultInjection: true })), { name: 'UnsupportedFeatureException', message: /enableFaultInjection/ });
  });

  it('gives the agent the definition with the overrides in it', async () => {
    const { agent } = await lab.addInstance();
    const definition = await lab.define({ environment: [{ name: 'A', value: '1' }, { name: 'B', value: '2' }] });
    const overrides = { containerOverrides: [{ name: 'nginx', command: ['x'], environment: [{ name: 'A', value: '3' }] }] };
    const { tasks } = await run(definition, { overrides });
    const payload = agent.payloads.get(tasks?.[0]?.taskArn ?? '');
    assert.deepEqual(payload?.taskDefinition.containerDefinitions?.[0]?.command, ['x']);
    assert.deepEqual(payload?.taskDefinition.containerDefinitions?.[0]?.environment, [{ name: 'B', value: '2' }, { name: 'A', value: '3' }]);
    assert.deepEqual(tasks?.[0]?.overrides?.containerOverrides, overrides.containerOverrides);
    await assert.rejects(run(definition, { overrides: { containerOverrides: [{ name: 'other' }] } }), {
      name: 'InvalidParameterException', message: 'Override for container named other is not a container in the TaskDefinition.' });
  });

  it('answers the same tasks for the same client token and refuses it for another request', async () => {
    await lab.addInstance();
    const definition = await lab.define();
    const first = await run(definition, { clientToken: 'token' });
    const second = await run(definition, { clientToken: 'token' });
    assert.equal(second.tasks?.[0]?.taskArn, first.tasks?.[0]?.taskArn);
    assert.deepEqual(second.failures, []);
    await assert.rejects(run(definition, { clientToken: 'token', count: 2 }), (error: Error & { resourceIds?: string[] }) => {
      assert.equal(error.name, 'ConflictException');
      assert.deepEqual(error.resourceIds, [first.tasks?.[0]?.taskArn]);
      return true;
    });
  });

  it('keeps a task PENDING until the stopping one has given its port back', async () => {
    const { agent } = await lab.addInstance();
    const definition = await lab.define({ image: 'slow' });
    const [old] = (await run(definition)).tasks ?? [];
    const stopped = await lab.ecs.send(new StopTaskCommand({ task: old?.taskArn }));
    assert.equal(stopped.task?.desiredStatus, 'STOPPED');
    assert.equal(stopped.task?.lastStatus, 'RUNNING');
    const { tasks, failures } = await run(definition);
    assert.deepEqual(failures, []);
    const next = tasks?.[0]?.taskArn ?? '';
    assert.equal((await task(next))?.lastStatus, 'PENDING');
    assert.equal((await task(old?.taskArn ?? ''))?.lastStatus, 'STOPPING');
    assert.deepEqual(agent.started, [old?.taskArn]);
    agent.finish(old?.taskArn ?? '', 137);
    assert.equal((await task(next))?.lastStatus, 'RUNNING');
    assert.equal((await task(old?.taskArn ?? ''))?.containers?.[0]?.exitCode, 137);
  });
});
