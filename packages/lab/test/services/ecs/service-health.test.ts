import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { GRACE, type ServiceLab, startServiceLab } from './service-lab';

const CHECKED = { portMappings: [], healthCheck: { command: ['CMD-SHELL', 'true'] } };

describe('the health of a service\'s tasks', () => {
  let lab: ServiceLab;
  beforeEach(async () => { lab = await startServiceLab(); });
  afterEach(() => lab.stop());

  const arns = async () => (await lab.tasks()).map(({ taskArn = '' }) => taskArn);

  it('starts another task beside an unhealthy one, and stops that when the new one is healthy', async () => {
    const { agent } = await lab.addInstance();
    await lab.create(await lab.define(CHECKED));
    const [first = ''] = await arns();
    agent.health(first, 'HEALTHY');
    agent.health(first, 'UNHEALTHY');
    const [kept, second = '', ...others] = await arns();
    assert.deepEqual([kept, others], [first, []]);
    agent.health(second, 'HEALTHY');
    assert.deepEqual(await arns(), [second]);
    const [stopped] = await lab.tasks('STOPPED');
    assert.deepEqual([stopped?.taskArn, stopped?.stopCode, stopped?.stoppedReason], [
      first, 'ServiceSchedulerInitiated', 'Task failed container health checks']);
    assert.ok((await lab.events()).includes(
      '(service web) has started 1 tasks: (task X). Amazon ECS replaced 1 tasks due to an unhealthy status.'));
  });

  it('stops the unhealthy ones one by one where the maximum percent leaves no room beside them', async () => {
    const { agent } = await lab.addInstance();
    await lab.create(await lab.define(CHECKED), { desiredCount: 3, deploymentConfiguration: { minimumHealthyPercent: 50, maximumPercent: 100 } });
    const [one = '', two = '', three = ''] = await arns();
    [one, two, three].forEach((task) => agent.health(task, 'HEALTHY'));
    [one, two].forEach((task) => agent.health(task, 'UNHEALTHY'));
    const [, , next = ''] = await arns();
    assert.equal((await lab.tasks('STOPPED')).length, 1);
    agent.health(next, 'HEALTHY');
    assert.equal((await lab.tasks('STOPPED')).length, 2);
    assert.equal((await arns()).length, 3);
  });

  it('takes no notice of a failing check until the grace period is over', async () => {
    const { agent } = await lab.addInstance();
    const created = await lab.create(await lab.define(CHECKED), { healthCheckGracePeriodSeconds: 60 });
    assert.equal(created.healthCheckGracePeriodSeconds, 60);
    const [first = ''] = await arns();
    agent.health(first, 'UNHEALTHY');
    await lab.clock.advance(59_000);
    assert.deepEqual(await arns(), [first]);
    await lab.clock.advance(2_000);
    assert.equal((await arns()).length, 2);
    const { service } = await lab.ecs.send(new UpdateServiceCommand({ service: 'web', healthCheckGracePeriodSeconds: 5 }));
    assert.equal(service?.healthCheckGracePeriodSeconds, 5);
    await assert.rejects(lab.ecs.send(new UpdateServiceCommand({ service: 'web', healthCheckGracePeriodSeconds: -1 })), {
      name: 'InvalidParameterException', message: 'healthCheckGracePeriodSeconds is -1; allowed are 0 to 2147483647.' });
  });

  it('ends a deployment whose tasks all fail their checks when the circuit breaker is on', async () => {
    const { agent } = await lab.addInstance();
    await lab.create(await lab.define(CHECKED), { deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: false } } });
    for (let task = 0; task < 4; task++) {
      agent.health(agent.started.at(-1) ?? '', 'UNHEALTHY');
      await lab.clock.advance(1);
    }
    const [deployment] = (await lab.service()).deployments ?? [];
    assert.deepEqual([deployment?.rolloutState, deployment?.failedTasks], ['FAILED', 3]);
  });

  it('counts no failures of a deployment any more once one of its tasks has run well', async () => {
    const { agent } = await lab.addInstance();
    const deploymentConfiguration = { deploymentCircuitBreaker: { enable: true, rollback: true } };
    await lab.create(await lab.define({ portMappings: [] }), { desiredCount: 2, deploymentConfiguration });
    agent.finish((await arns())[0] ?? '', 1);
    assert.equal((await lab.service()).deployments?.[0]?.failedTasks, 1);
    await lab.clock.advance(GRACE - 2_000);
    for (let failure = 0; failure < 5; failure++) {
      agent.finish((await arns())[1] ?? '', 1);
      await lab.clock.advance(5_000);
    }
    const [deployment] = (await lab.service()).deployments ?? [];
    assert.deepEqual([deployment?.rolloutState, deployment?.failedTasks], ['IN_PROGRESS', 0]);
  });
});
