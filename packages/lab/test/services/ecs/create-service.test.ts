import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { DeleteServiceCommand, StopTaskCommand, UpdateContainerInstancesStateCommand, waitUntilServicesStable } from '@aws-sdk/client-ecs';
import { GRACE, type ServiceLab, startServiceLab } from './service-lab';

const SEE_GUIDE = 'For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.';
const UNPLACED = '(service web) was unable to place a task because no container instance met all of its requirements.';

describe('CreateService', () => {
  let lab: ServiceLab;
  beforeEach(async () => { lab = await startServiceLab(); });
  afterEach(() => lab.stop());

  it('starts a task, completes the deployment and becomes steady after the grace time', async () => {
    await lab.addInstance();
    const created = await lab.create(await lab.define());
    assert.deepEqual([created.status, created.desiredCount, created.runningCount, created.pendingCount], ['ACTIVE', 1, 0, 0]);
    assert.equal(created.launchType, 'EC2');
    assert.match(created.deployments?.[0]?.id ?? '', /^ecs-svc\/\d{19}$/);
    assert.equal(created.deployments?.[0]?.rolloutState, 'IN_PROGRESS');
    const running = await lab.service();
    assert.deepEqual([running.runningCount, running.deployments?.[0]?.rolloutState], [1, 'IN_PROGRESS']);
    await lab.clock.advance(GRACE);
    const steady = await lab.service();
    assert.equal(steady.deployments?.[0]?.rolloutState, 'COMPLETED');
    assert.equal(steady.deployments?.[0]?.rolloutStateReason, `ECS deployment ${steady.deployments?.[0]?.id} completed.`);
    assert.deepEqual(await lab.events(), [
      '(service web) has started 1 tasks: (task X).',
      '(service web) (deployment ecs-svc/X) deployment completed.',
      '(service web) has reached a steady state.',
    ]);
    await waitUntilServicesStable({ client: lab.ecs, maxWaitTime: 20 }, { services: ['web'] });
    const [task] = await lab.tasks();
    assert.equal(task?.group, 'service:web');
    assert.equal(task?.startedBy, steady.deployments?.[0]?.id);
  });

  it('is steady at once with no task to run', async () => {
    await lab.create(await lab.define(), { desiredCount: 0 });
    assert.deepEqual(await lab.events(), [
      '(service web) (deployment ecs-svc/X) deployment completed.', '(service web) has reached a steady state.']);
  });

  it('says once which port is in the way and places the task when there is room', async () => {
    await lab.addInstance();
    await lab.create(await lab.define(), { desiredCount: 2 });
    await lab.clock.advance(GRACE);
    const starved = `${UNPLACED} The closest matching (container-instance X) is already using a port required by your task. ${SEE_GUIDE}`;
    assert.deepEqual(await lab.events(), ['(service web) has started 1 tasks: (task X).', starved]);
    assert.equal((await lab.service()).runningCount, 1);
    await lab.addInstance();
    assert.equal((await lab.service()).runningCount, 2);
    assert.equal((await lab.events()).at(-1), '(service web) has started 1 tasks: (task X).');
  });

  it('says that the cluster has no instances', async () => {
    await lab.create(await lab.define());
    assert.deepEqual(await lab.events(), [`${UNPLACED} Reason: No Container Instances were found in your cluster. ${SEE_GUIDE}`]);
  });

  it('replaces a task whose essential container ended', async () => {
    const { agent } = await lab.addInstance();
    await lab.create(await lab.define());
    const [first] = await lab.tasks();
    agent.finish(first?.taskArn ?? '', 1);
    const [second] = await lab.tasks();
    assert.notEqual(second?.taskArn, first?.taskArn);
    assert.equal(second?.lastStatus, 'RUNNING');
    const [stopped] = await lab.tasks('STOPPED');
    assert.deepEqual([stopped?.stopCode, stopped?.stoppedReason], ['EssentialContainerExited', 'Essential container in task exited']);
  });

  it('replaces a task that somebody stopped, and one that its health check condemns', async () => {
    const { agent } = await lab.addInstance();
    await lab.create(await lab.define({ healthCheck: { command: ['CMD-SHELL', 'true'] } }));
    const [first] = await lab.tasks();
    agent.health(first?.taskArn ?? '', 'HEALTHY');
    assert.equal((await lab.service()).deployments?.[0]?.rolloutState, 'COMPLETED');
    await lab.ecs.send(new StopTaskCommand({ task: first?.taskArn }));
    const [second] = await lab.tasks();
    assert.notEqual(second?.taskArn, first?.taskArn);
    agent.health(second?.taskArn ?? '', 'UNHEALTHY');
    const [third] = await lab.tasks();
    assert.notEqual(third?.taskArn, second?.taskArn);
    const condemned = (await lab.tasks('STOPPED')).find(({ taskArn }) => taskArn === second?.taskArn);
    assert.deepEqual([condemned?.stopCode, condemned?.stoppedReason], ['ServiceSchedulerInitiated', 'Task failed container health checks']);
  });

  it('waits longer and longer between tasks that never start', async () => {
    const { agent } = await lab.addInstance();
    await lab.create(await lab.define({ image: 'missing' }));
    assert.equal(agent.started.length, 3);
    assert.ok((await lab.events()).includes('(service web) is unable to consistently start tasks successfully.'));
    await lab.clock.advance(29_000);
    assert.equal(agent.started.length, 3);
    await lab.clock.advance(2_000);
    assert.equal(agent.started.length, 4);
    await lab.clock.advance(58_000);
    assert.equal(agent.started.length, 4);
    await lab.clock.advance(2_000);
    assert.equal(agent.started.length, 5);
    assert.deepEqual((await lab.tasks('STOPPED')).map(({ stopCode }) => stopCode), Array(5).fill('TaskFailedToStart'));
  });

  it('ends a deployment whose tasks fail when the circuit breaker is on', async () => {
    const { agent } = await lab.addInstance();
    const breaker = { deploymentCircuitBreaker: { enable: true, rollback: true } };
    await lab.create(await lab.define({ image: 'exits' }), { deploymentConfiguration: breaker });
    const failed = (await lab.service()).deployments?.[0];
    assert.deepEqual([failed?.rolloutState, failed?.failedTasks], ['FAILED', 3]);
    assert.equal(failed?.rolloutStateReason, 'ECS deployment circuit breaker: tasks failed to start.');
    assert.equal(agent.started.length, 3);
    await lab.clock.advance(3_600_000);
    assert.equal(agent.started.length, 3);
  });

  it('puts a daemon on every instance, also on one that comes later, and takes it off a draining one', async () => {
    const first = await lab.addInstance();
    await lab.create(await lab.define(), { schedulingStrategy: 'DAEMON', desiredCount: undefined });
    const second = await lab.addInstance();
    assert.deepEqual((await lab.tasks()).map(({ containerInstanceArn }) => containerInstanceArn), [first.arn, second.arn]);
    assert.equal((await lab.service()).desiredCount, 2);
    await lab.ecs.send(new UpdateContainerInstancesStateCommand({ containerInstances: [first.arn], status: 'DRAINING' }));
    assert.deepEqual((await lab.tasks()).map(({ containerInstanceArn }) => containerInstanceArn), [second.arn]);
    await lab.clock.advance(GRACE);
    assert.equal((await lab.events()).at(-1), '(service web) has reached a steady state.');
  });

  it('moves the task of a draining instance only where its port is free', async () => {
    const first = await lab.addInstance();
    await lab.create(await lab.define());
    await lab.clock.advance(GRACE);
    await lab.ecs.send(new UpdateContainerInstancesStateCommand({ containerInstances: [first.arn], status: 'DRAINING' }));
    assert.deepEqual((await lab.tasks()).map(({ containerInstanceArn }) => containerInstanceArn), [first.arn]);
    const second = await lab.addInstance();
    assert.equal((await lab.tasks()).length, 2);
    await lab.clock.advance(GRACE);
    assert.deepEqual((await lab.tasks()).map(({ containerInstanceArn }) => containerInstanceArn), [second.arn]);
  });

  it('gives its tasks the tags of the service and the managed ones', async () => {
    await lab.addInstance();
    await lab.create(await lab.define(), { propagateTags: 'SERVICE', enableECSManagedTags: true, tags: [{ key: 'team', value: 'a' }] });
    const [task] = [...lab.control.tables.tasks.list()];
    assert.deepEqual(task?.tags, [
      { key: 'aws:ecs:clusterName', value: 'default' }, { key: 'aws:ecs:serviceName', value: 'web' }, { key: 'team', value: 'a' }]);
  });

  it('shows how it deploys, also where nothing was asked for', async () => {
    const { deploymentConfiguration } = await lab.create(await lab.define(), { desiredCount: 0 });
    assert.deepEqual(deploymentConfiguration, {
      strategy: 'ROLLING', bakeTimeInMinutes: 0, deploymentCircuitBreaker: { enable: false, rollback: false }, minimumHealthyPercent: 100, maximumPercent: 200,
    });
    await lab.create(await lab.define(), { serviceName: 'copy', desiredCount: 0, deploymentConfiguration });
    const wait = lab.create(await lab.define(), { serviceName: 'wait', desiredCount: 0, deploymentConfiguration: { bakeTimeInMinutes: 5 } });
    await assert.rejects(wait, { name: 'UnsupportedFeatureException', message: /bakeTimeInMinutes 5/ });
  });

  it('refuses what AWS refuses', async () => {
    await lab.addInstance();
    const definition = await lab.define();
    const refused = (more: Parameters<ServiceLab['create']>[1], message: string | RegExp) =>
      assert.rejects(lab.create(definition, more), { name: 'InvalidParameterException', message });
    await refused({ deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 100 } },
      'Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.');
    await refused({ schedulingStrategy: 'DAEMON', desiredCount: undefined, deploymentConfiguration: { maximumPercent: 200 } }, /maximumPercent/);
    await refused({ schedulingStrategy: 'DAEMON' }, /desired count/);
    await refused({ enableExecuteCommand: true }, "The service couldn't be created because a valid taskRoleArn is not being used. "
      + 'Specify a valid task role in your task definition and try again.');
    await refused({ launchType: 'EC2', capacityProviderStrategy: [{ capacityProvider: 'x' }] }, /both a launch type and capacity provider/);
    await refused({ networkConfiguration: { awsvpcConfiguration: { subnets: ['s'] } } }, /Network Configuration is not valid/);
    await assert.rejects(lab.create(definition, { loadBalancers: [{ containerName: 'nginx' }] }), { name: 'UnsupportedFeatureException' });
    await lab.create(definition);
    await refused({}, 'Creation of service was not idempotent.');
  });

  it('drains on deletion, then is INACTIVE, and its name can be used again', async () => {
    const { agent } = await lab.addInstance();
    const definition = await lab.define({ image: 'slow' });
    await lab.create(definition);
    await assert.rejects(lab.ecs.send(new DeleteServiceCommand({ service: 'web' })), {
      name: 'InvalidParameterException', message: 'The service cannot be stopped while it is scaled above 0.' });
    const { service } = await lab.ecs.send(new DeleteServiceCommand({ service: 'web', force: true }));
    assert.equal(service?.status, 'DRAINING');
    assert.equal((await lab.service()).status, 'DRAINING');
    await assert.rejects(lab.create(definition), { message: 'Unable to Start a service that is still Draining.' });
    agent.finish(agent.started[0] ?? '', 0);
    assert.equal((await lab.service()).status, 'INACTIVE');
    await lab.clock.advance(1);
    await lab.create(definition);
    assert.equal((await lab.service()).runningCount, 1);
  });
});
