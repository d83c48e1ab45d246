import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import {
  CreateCapacityProviderCommand, CreateClusterCommand, CreateServiceCommand, DeleteCapacityProviderCommand, DeleteServiceCommand,
  DescribeCapacityProvidersCommand, DescribeClustersCommand, DescribeServicesCommand,
  DescribeTasksCommand, PutClusterCapacityProvidersCommand, RunTaskCommand, StopTaskCommand, type Cluster,
} from '@aws-sdk/client-ecs';
import { type EcsLab, startEcsLab } from '../../support/ecs';

const GROUP = 'arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:1:autoScalingGroupName/';

describe('capacity providers', () => {
  let lab: EcsLab;
  let group: string;
  beforeEach(async () => {
    group = 'edge';
    lab = await startEcsLab({ groups: {
      find: async (name) => name === 'none' ? undefined : { name, arn: `${GROUP}${name}`, isProtected: false },
      groupOf: async () => group,
    } });
  });
  afterEach(() => lab.stop());

  const create = (name: string, autoScalingGroupArn: string, managed = false) => lab.ecs.send(new CreateCapacityProviderCommand({
    name, autoScalingGroupProvider: { autoScalingGroupArn, managedScaling: { status: managed ? 'ENABLED' : 'DISABLED' } } }));
  const put = (capacityProviders: string[], defaultOnes = capacityProviders) => lab.ecs.send(new PutClusterCapacityProvidersCommand({
    cluster: 'default', capacityProviders, defaultCapacityProviderStrategy: defaultOnes.map((capacityProvider) => ({ capacityProvider, weight: 1 })) }));
  const find = async (name: string) =>
    (await lab.ecs.send(new DescribeCapacityProvidersCommand({ capacityProviders: [name] }))).capacityProviders?.[0];

  it('takes the name of a group and shows its ARN and the defaults', async () => {
    const { capacityProvider } = await create('one', 'edge');
    assert.equal(capacityProvider?.autoScalingGroupProvider?.autoScalingGroupArn, `${GROUP}edge`);
    assert.deepEqual(capacityProvider?.autoScalingGroupProvider?.managedScaling, {
      status: 'DISABLED', targetCapacity: 100, minimumScalingStepSize: 1, maximumScalingStepSize: 10_000, instanceWarmupPeriod: 300 });
    await assert.rejects(create('two', 'edge'), { name: 'ClientException', message: /already being used by another capacity provider/ });
    await assert.rejects(create('ecs-two', 'other'), { name: 'ClientException', message: /name is invalid/ });
    await assert.rejects(create('three', 'none'), { name: 'ClientException', message: /was not found/ });
  });

  it('are attached to their cluster with what ECS makes on their group: on its way in the answer, there when it is asked again', async () => {
    await lab.ecs.send(new CreateCapacityProviderCommand({ name: 'one', autoScalingGroupProvider: {
      autoScalingGroupArn: 'edge', managedScaling: { status: 'ENABLED' }, managedDraining: 'ENABLED' } }));
    await lab.ecs.send(new CreateCapacityProviderCommand({ name: 'two', autoScalingGroupProvider: {
      autoScalingGroupArn: 'other', managedScaling: { status: 'DISABLED' }, managedDraining: 'DISABLED' } }));
    const shape = (cluster: Cluster | undefined) => [cluster?.attachmentsStatus, cluster?.attachments?.map(({ type, status, details = [] }) =>
      [type, status, ...details.map(({ name, value }) => `${name}=${value?.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'ID')}`)])];
    const described = async () => (await lab.ecs.send(new DescribeClustersCommand({ include: ['ATTACHMENTS'] }))).clusters?.[0];
    const both = (status: string) => [
      ['as_policy', status, 'capacityProviderName=one', 'scalingPolicyName=ECSManagedAutoScalingPolicy-ID'],
      ['managed_draining', status, 'capacityProviderName=one', 'autoScalingLifecycleHookName=ecs-managed-draining-termination-hook'],
    ];
    assert.deepEqual(shape(await described()), [undefined, []]);
    assert.deepEqual(shape((await put(['one', 'two'])).cluster), ['UPDATE_IN_PROGRESS', both('PRECREATED')]);
    const there = await described();
    assert.deepEqual(shape(there), ['UPDATE_COMPLETE', both('CREATED')]);
    assert.equal(new Set(there?.attachments?.map(({ id }) => id)).size, 2);
    assert.deepEqual((await described())?.attachments, there?.attachments);
    assert.equal((await lab.ecs.send(new DescribeClustersCommand({}))).clusters?.[0]?.attachments, undefined);
    assert.deepEqual(shape((await put(['one'])).cluster), ['UPDATE_COMPLETE', both('CREATED')]);
    assert.deepEqual(shape((await put([])).cluster), ['UPDATE_IN_PROGRESS', both('DELETING')]);
    assert.deepEqual(shape(await described()), [undefined, []]);
    const { cluster } = await lab.ecs.send(new CreateClusterCommand({ clusterName: 'other', capacityProviders: ['one'] }));
    assert.deepEqual([cluster?.status, ...shape(cluster)], ['PROVISIONING', 'UPDATE_IN_PROGRESS', both('PRECREATED')]);
    await assert.rejects(lab.ecs.send(new DescribeClustersCommand({ include: ['COLOURS' as 'TAGS'] })), {
      name: 'InvalidParameterException', message: /include has 'COLOURS'; allowed are ATTACHMENTS/ });
  });

  it('lets a cluster have the providers of AWS itself, and refuses to run on them', async () => {
    await create('one', 'edge');
    await put(['FARGATE', 'FARGATE_SPOT', 'one'], ['FARGATE']);
    await lab.addInstance();
    const definition = await lab.define();
    const refusal = { name: 'UnsupportedFeatureException', message: /The capacity provider FARGATE is not there in this lab: it has no Fargate/ };
    await assert.rejects(lab.ecs.send(new RunTaskCommand({ taskDefinition: definition })), refusal);
    await assert.rejects(lab.ecs.send(new CreateServiceCommand({ serviceName: 's', taskDefinition: definition, desiredCount: 1 })), refusal);
    await assert.rejects(lab.ecs.send(new RunTaskCommand({ taskDefinition: definition, capacityProviderStrategy: [{ capacityProvider: 'FARGATE' }] })), refusal);
    const { tasks } = await lab.ecs.send(new RunTaskCommand({ taskDefinition: definition, launchType: 'EC2' }));
    assert.equal(tasks?.length, 1);
  });

  it('runs tasks of the default strategy on the provider\'s own instances', async () => {
    await create('one', 'edge');
    await put(['one']);
    group = 'other';
    await lab.addInstance();
    const definition = await lab.define();
    await assert.rejects(lab.ecs.send(new RunTaskCommand({ taskDefinition: definition })), { message: 'No Container Instances were found in your cluster.' });
    group = 'edge';
    const { arn } = await lab.addInstance();
    const { tasks } = await lab.ecs.send(new RunTaskCommand({ taskDefinition: definition }));
    assert.deepEqual([tasks?.[0]?.containerInstanceArn, tasks?.[0]?.capacityProviderName, tasks?.[0]?.launchType], [arn, 'one', undefined]);
    const second = await lab.ecs.send(new RunTaskCommand({ taskDefinition: definition }));
    assert.deepEqual(second.failures, [{ arn, reason: 'RESOURCE:PORTS' }]);
  });

  it('keeps a task waiting in PROVISIONING where the provider scales, until an instance joins', async () => {
    await create('one', 'edge', true);
    await put(['one']);
    const { tasks, failures } = await lab.ecs.send(new RunTaskCommand({ taskDefinition: await lab.define() }));
    assert.deepEqual(failures, []);
    assert.deepEqual([tasks?.[0]?.lastStatus, tasks?.[0]?.capacityProviderName, tasks?.[0]?.containerInstanceArn], ['PROVISIONING', 'one', undefined]);
    const { arn } = await lab.addInstance();
    const { tasks: [placed] = [] } = await lab.ecs.send(new DescribeTasksCommand({ tasks: [tasks?.[0]?.taskArn ?? ''] }));
    assert.deepEqual([placed?.lastStatus, placed?.containerInstanceArn, placed?.availabilityZone], ['RUNNING', arn, 'us-east-1a']);
    const { tasks: waiting } = await lab.ecs.send(new RunTaskCommand({ taskDefinition: 'demo' }));
    await lab.ecs.send(new StopTaskCommand({ task: waiting?.[0]?.taskArn }));
    const { tasks: [stopped] = [] } = await lab.ecs.send(new DescribeTasksCommand({ tasks: [waiting?.[0]?.taskArn ?? ''] }));
    assert.equal(stopped?.lastStatus, 'STOPPED');
  });

  it('leaves no task of a daemon, and none that is to balance zones, waiting for an instance', async () => {
    await create('one', 'edge', true);
    await put(['one']);
    await lab.addInstance({ cpu: 1024 });
    const service = async (serviceName: string) => (await lab.ecs.send(new DescribeServicesCommand({ services: [serviceName] }))).services?.[0];
    const large = await lab.define({ portMappings: [] }, { cpu: '2048', memory: '64', family: 'large' });
    await lab.ecs.send(new CreateServiceCommand({ serviceName: 'agent', taskDefinition: large, schedulingStrategy: 'DAEMON' }));
    const daemon = await service('agent');
    assert.deepEqual([daemon?.pendingCount, daemon?.events?.length], [0, 1]);
    assert.match(daemon?.events?.[0]?.message ?? '', /has insufficient CPU units available/);
    await lab.ecs.send(new DeleteServiceCommand({ service: 'agent', force: true }));
    const small = await lab.define({ portMappings: [] }, { cpu: '256', memory: '64', family: 'small' });
    await lab.ecs.send(new CreateServiceCommand({ serviceName: 'web', taskDefinition: small, desiredCount: 2 }));
    await lab.clock.advance(41_000);
    await lab.addInstance({ cpu: 128, zone: 'us-east-1b' });
    await lab.clock.advance(41_000);
    const web = await service('web');
    assert.deepEqual([web?.runningCount, web?.pendingCount], [2, 0]);
    assert.match(web?.events?.[0]?.message ?? '', /is unable to place a task in us-east-1b/);
  });

  it('lets 500 tasks of a cluster wait, and refuses more', async () => {
    await create('one', 'edge', true);
    await put(['one']);
    await lab.define();
    for (let call = 0; call < 50; call++) {
      await lab.ecs.send(new RunTaskCommand({ taskDefinition: 'demo', count: 10 }));
    }
    await assert.rejects(lab.ecs.send(new RunTaskCommand({ taskDefinition: 'demo' })), { name: 'ClientException', message: /^500 tasks of the cluster default/ });
    await lab.addInstance();
    const { failures, tasks } = await lab.ecs.send(new RunTaskCommand({ taskDefinition: 'demo', launchType: 'EC2' }));
    assert.deepEqual([tasks?.length, failures?.map(({ reason }) => reason)], [0, ['RESOURCE:PORTS']]);
  });

  it('scales the group of one cluster only', async () => {
    await create('one', 'edge', true);
    await put(['one']);
    await lab.ecs.send(new CreateClusterCommand({ clusterName: 'other' }));
    await assert.rejects(lab.ecs.send(new PutClusterCapacityProvidersCommand({
      cluster: 'other', capacityProviders: ['one'], defaultCapacityProviderStrategy: [] })), { name: 'ClientException', message: /associated with cluster default/ });
  });

  it('shares tasks by base and weight', async () => {
    await create('one', 'edge', true);
    await create('two', 'batch', true);
    await put(['one', 'two'], []);
    const { tasks } = await lab.ecs.send(new RunTaskCommand({ taskDefinition: await lab.define(), count: 7, capacityProviderStrategy: [
      { capacityProvider: 'one', base: 1, weight: 1 }, { capacityProvider: 'two', weight: 2 }] }));
    const count = (name: string) => tasks?.filter(({ capacityProviderName }) => capacityProviderName === name).length;
    assert.deepEqual([count('one'), count('two')], [3, 4]);
  });

  it('cannot be taken from a cluster while it is used, nor deleted while a cluster has it', async () => {
    await create('one', 'edge');
    await put(['one']);
    await lab.ecs.send(new CreateServiceCommand({ serviceName: 'web', taskDefinition: await lab.define(), desiredCount: 0 }));
    await assert.rejects(put([]), { name: 'ResourceInUseException', message: 'The specified capacity provider is in use and cannot be removed.' });
    const { capacityProvider } = await lab.ecs.send(new DeleteCapacityProviderCommand({ capacityProvider: 'one' }));
    assert.equal(capacityProvider?.updateStatus, 'DELETE_IN_PROGRESS');
    assert.deepEqual([(await find('one'))?.status, (await find('one'))?.updateStatus], ['ACTIVE', 'DELETE_FAILED']);
    assert.match((await find('one'))?.updateStatusReason ?? '', /associated with cluster: default/);
  });

  it('is INACTIVE once it has been deleted', async () => {
    await create('one', 'edge');
    await put(['one']);
    await put([]);
    await lab.ecs.send(new DeleteCapacityProviderCommand({ capacityProvider: 'one' }));
    assert.deepEqual([(await find('one'))?.status, (await find('one'))?.updateStatus], ['INACTIVE', 'DELETE_COMPLETE']);
    const { clusters } = await lab.ecs.send(new DescribeClustersCommand({}));
    assert.deepEqual(clusters?.[0]?.capacityProviders, []);
  });
});
