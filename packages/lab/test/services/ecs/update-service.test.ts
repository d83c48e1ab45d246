import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { UpdateServiceCommand, type UpdateServiceCommandInput } from '@aws-sdk/client-ecs';
import { GRACE, type ServiceLab, startServiceLab } from './service-lab';

describe('UpdateService', () => {
  let lab: ServiceLab;
  beforeEach(async () => { lab = await startServiceLab(); });
  afterEach(() => lab.stop());

  const update = (more: Partial<UpdateServiceCommandInput>) => lab.ecs.send(new UpdateServiceCommand({ service: 'web', ...more }));
  const steady = async (more: Parameters<ServiceLab['create']>[1] = {}) => {
    const definition = await lab.define();
    await lab.create(definition, more);
    await lab.clock.advance(GRACE);
    return definition;
  };

  it('is stuck with 100/200 on one instance: the old task keeps its port and the event is not repeated', async () => {
    await lab.addInstance();
    await steady();
    const before = await lab.tasks();
    await update({ taskDefinition: await lab.define() });
    await lab.clock.advance(2 * 3_600_000);
    assert.deepEqual((await lab.tasks()).map(({ taskArn }) => taskArn), before.map(({ taskArn }) => taskArn));
    const service = await lab.service();
    assert.deepEqual(service.deployments?.map(({ status, desiredCount, runningCount }) => [status, desiredCount, runningCount]), [
      ['PRIMARY', 1, 0], ['ACTIVE', 1, 1]]);
    const starved = (await lab.events()).filter((message) => message.includes('is already using a port required by your task.'));
    assert.equal(starved.length, 1);
  });

  it('stops the old task first with 0/100, and the deployment completes', async () => {
    await lab.addInstance();
    await steady({ deploymentConfiguration: { minimumHealthyPercent: 0, maximumPercent: 100 } });
    const definition = await lab.define();
    await update({ taskDefinition: definition });
    await lab.clock.advance(GRACE);
    const service = await lab.service();
    assert.deepEqual(service.deployments?.map(({ rolloutState, taskDefinition }) => [rolloutState, taskDefinition]), [['COMPLETED', definition]]);
    assert.deepEqual((await lab.tasks()).map(({ taskDefinitionArn }) => taskDefinitionArn), [definition]);
    assert.deepEqual((await lab.events()).slice(3), [
      '(service web) has stopped 1 running tasks: (task X).',
      '(service web) has started 1 tasks: (task X).',
      '(service web) (deployment ecs-svc/X) deployment completed.',
      '(service web) has reached a steady state.',
    ]);
    const [old] = await lab.tasks('STOPPED');
    assert.equal(old?.stopCode, 'ServiceSchedulerInitiated');
    assert.match(old?.stoppedReason ?? '', /^Scaling activity initiated by \(deployment ecs-svc\/\d{19}\)$/);
  });

  it('starts the new task beside the old one where there is room and stops the old one when the new one is healthy', async () => {
    const first = await lab.addInstance();
    const second = await lab.addInstance();
    await steady();
    await update({ taskDefinition: await lab.define() });
    assert.equal((await lab.tasks()).length, 2);
    await lab.clock.advance(GRACE);
    const [left, ...others] = await lab.tasks();
    assert.deepEqual(others, []);
    assert.equal(left?.containerInstanceArn, second.arn);
    assert.notEqual(left?.containerInstanceArn, first.arn);
  });

  it('rolls several tasks one after the other within 50/100', async () => {
    await lab.addInstance();
    await lab.addInstance();
    await steady({ desiredCount: 2, deploymentConfiguration: { minimumHealthyPercent: 50, maximumPercent: 100 } });
    const definition = await lab.define();
    await update({ taskDefinition: definition });
    const current = async () => (await lab.tasks()).filter(({ taskDefinitionArn }) => taskDefinitionArn === definition).length;
    assert.equal(await current(), 1);
    assert.equal((await lab.tasks()).length, 2);
    await lab.clock.advance(GRACE);
    assert.equal(await current(), 2);
    await lab.clock.advance(GRACE);
    assert.equal((await lab.service()).deployments?.[0]?.rolloutState, 'COMPLETED');
  });

  it('says that the deployment configuration blocks it', async () => {
    await lab.addInstance();
    await steady({ deploymentConfiguration: { minimumHealthyPercent: 50, maximumPercent: 100 } });
    await update({ taskDefinition: await lab.define() });
    assert.equal((await lab.events()).at(-1), '(service web) was unable to stop or start tasks during a deployment because of the service deployment '
      + 'configuration. Update the minimumHealthyPercent or maximumPercent value and try again.');
  });

  it('changes the desired count without a new deployment', async () => {
    await lab.addInstance();
    await lab.addInstance();
    await steady();
    const deployment = (await lab.service()).deployments?.[0]?.id;
    await update({ desiredCount: 2 });
    assert.equal((await lab.tasks()).length, 2);
    await update({ desiredCount: 0 });
    const service = await lab.service();
    assert.deepEqual([service.runningCount, service.deployments?.map(({ id }) => id)], [0, [deployment]]);
    assert.equal((await lab.events()).at(-1), '(service web) has reached a steady state.');
  });

  it('makes a new deployment of the same definition by force', async () => {
    await lab.addInstance();
    await lab.addInstance();
    await steady();
    const [old] = await lab.tasks();
    const { service } = await update({ forceNewDeployment: true });
    assert.equal(service?.deployments?.length, 2);
    await lab.clock.advance(GRACE);
    assert.notEqual((await lab.tasks())[0]?.taskArn, old?.taskArn);
  });

  it('rolls back to the last completed deployment when the circuit breaker ends a rollout', async () => {
    await lab.addInstance();
    const definition = await steady({
      deploymentConfiguration: { minimumHealthyPercent: 0, maximumPercent: 100, deploymentCircuitBreaker: { enable: true, rollback: true } } });
    const completed = (await lab.service()).deployments?.[0]?.id;
    await update({ taskDefinition: await lab.define({ image: 'missing' }) });
    await lab.clock.advance(GRACE);
    const service = await lab.service();
    assert.equal(service.taskDefinition, definition);
    assert.deepEqual(service.deployments?.map(({ rolloutState, status }) => [rolloutState, status]), [['COMPLETED', 'PRIMARY']]);
    assert.notEqual(service.deployments?.[0]?.id, completed);
    assert.deepEqual((await lab.tasks()).map(({ taskDefinitionArn }) => taskDefinitionArn), [definition]);
    const messages = await lab.events();
    assert.ok(messages.includes('(service web) (deployment ecs-svc/X) deployment failed: tasks failed to start.'));
    assert.ok(messages.includes('(service web) rolling back to deployment ecs-svc/X.'));
  });

  it('shows the failed deployment until its roll-back has completed', async () => {
    await lab.addInstance();
    await steady({
      deploymentConfiguration: { minimumHealthyPercent: 0, maximumPercent: 100, deploymentCircuitBreaker: { enable: true, rollback: true } } });
    await update({ taskDefinition: await lab.define({ image: 'missing' }) });
    await lab.clock.advance(GRACE / 2);
    const { deployments } = await lab.service();
    assert.deepEqual(deployments?.map(({ rolloutState, status, failedTasks }) => [rolloutState, status, failedTasks]), [
      ['IN_PROGRESS', 'PRIMARY', 0], ['FAILED', 'ACTIVE', 3]]);
    await lab.clock.advance(GRACE);
    assert.deepEqual((await lab.service()).deployments?.map(({ rolloutState }) => rolloutState), ['COMPLETED']);
  });

  it('refuses unknown services and exec without a task role', async () => {
    await lab.addInstance();
    await steady();
    await assert.rejects(lab.ecs.send(new UpdateServiceCommand({ service: 'other' })), { name: 'ServiceNotFoundException', message: 'Service not found.' });
    await assert.rejects(update({ enableExecuteCommand: true }), { name: 'InvalidParameterException', message: /couldn't be updated/ });
  });
});
