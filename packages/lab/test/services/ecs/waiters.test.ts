import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import {
  DeleteServiceCommand, DeregisterTaskDefinitionCommand, RunTaskCommand, StopTaskCommand, waitUntilServicesInactive, waitUntilServicesStable,
  waitUntilTasksRunning, waitUntilTasksStopped,
} from '@aws-sdk/client-ecs';
import { GRACE, type ServiceLab, startServiceLab } from './service-lab';

const UNKNOWN = '0'.repeat(32);

describe('the waiters of the SDK for ECS', () => {
  let lab: ServiceLab;
  beforeEach(async () => { lab = await startServiceLab(); });
  afterEach(() => lab.stop());

  const waiter = (maxWaitTime = 20) => ({ client: lab.ecs, maxWaitTime, minDelay: 1, maxDelay: 1 });
  const run = async () => {
    const { tasks = [] } = await lab.ecs.send(new RunTaskCommand({ taskDefinition: await lab.define({ portMappings: [] }), launchType: 'EC2' }));
    return [tasks[0]?.taskArn ?? ''];
  };

  it('see tasks that run and tasks that have stopped', async () => {
    await lab.addInstance();
    const tasks = await run();
    assert.equal((await waitUntilTasksRunning(waiter(), { tasks })).state, 'SUCCESS');
    await assert.rejects(waitUntilTasksStopped(waiter(1.2), { tasks }), /TIMEOUT/);
    await lab.ecs.send(new StopTaskCommand({ task: tasks[0] }));
    assert.equal((await waitUntilTasksStopped(waiter(), { tasks })).state, 'SUCCESS');
    await assert.rejects(waitUntilTasksRunning(waiter(), { tasks }), /FAILURE/);
  });

  it('fail at once for a task that is not there', async () => {
    await assert.rejects(waitUntilTasksRunning(waiter(), { tasks: [UNKNOWN] }), /FAILURE[^]*MISSING/);
  });

  it('see a service that is stable, and one that is inactive', async () => {
    await lab.addInstance();
    await lab.create(await lab.define());
    assert.equal((await waitUntilServicesStable(waiter(), { services: ['web'] })).state, 'SUCCESS');
    await lab.clock.advance(GRACE);
    await assert.rejects(waitUntilServicesInactive(waiter(1.2), { services: ['web'] }), /TIMEOUT/);
    await lab.ecs.send(new DeleteServiceCommand({ service: 'web', force: true }));
    await lab.clock.advance(GRACE);
    assert.equal((await waitUntilServicesInactive(waiter(), { services: ['web'] })).state, 'SUCCESS');
    await assert.rejects(waitUntilServicesStable(waiter(), { services: ['web'] }), /FAILURE[^]*INACTIVE/);
  });

  it('fail at once for a service that is not there', async () => {
    await assert.rejects(waitUntilServicesStable(waiter(), { services: ['nowhere'] }), /FAILURE[^]*MISSING/);
    await assert.rejects(waitUntilServicesInactive(waiter(), { services: ['nowhere'] }), /FAILURE[^]*MISSING/);
  });

  it('go on waiting while a service has no place for its task', async () => {
    const definition = await lab.define();
    await lab.create(definition);
    await assert.rejects(waitUntilServicesStable(waiter(1.2), { services: ['web'] }), /TIMEOUT/);
    await lab.ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: definition }));
    await lab.addInstance();
    assert.equal((await waitUntilServicesStable(waiter(), { services: ['web'] })).state, 'SUCCESS');
  });
});
