import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import {
  type CreateServiceCommandInput, DeleteServiceCommand, DescribeServicesCommand, ListServicesCommand, StopTaskCommand, UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { breakerThreshold } from '../../../src/ecs/service/failures';
import { GRACE, type ServiceLab, startServiceLab } from './service-lab';

const SIX_HOURS = 6 * 3_600_000;

describe('a service', () => {
  let lab: ServiceLab;
  beforeEach(async () => { lab = await startServiceLab(); });
  afterEach(() => lab.stop());

  const listed = async () => (await lab.ecs.send(new ListServicesCommand({}))).serviceArns?.length;

  it('says every six hours that it is steady, and only then', async () => {
    await lab.addInstance();
    await lab.create(await lab.define());
    await lab.clock.advance(GRACE);
    const steady = async () => (await lab.events()).filter((message) => message.endsWith('has reached a steady state.')).length;
    assert.equal(await steady(), 1);
    await lab.clock.advance(SIX_HOURS - GRACE);
    assert.equal(await steady(), 1);
    await lab.clock.advance(GRACE);
    assert.equal(await steady(), 2);
  });

  it('says every six hours what is in its way', async () => {
    await lab.create(await lab.define());
    await lab.clock.advance(SIX_HOURS - 60_000);
    assert.equal((await lab.events()).length, 1);
    await lab.ecs.send(new UpdateServiceCommand({ service: 'web', desiredCount: 2 }));
    assert.equal((await lab.events()).length, 1);
    await lab.clock.advance(120_000);
    await lab.ecs.send(new UpdateServiceCommand({ service: 'web', desiredCount: 3 }));
    assert.equal((await lab.events()).length, 2);
  });

  it('keeps its hundred newest events, each with an id of its own', async () => {
    await lab.addInstance();
    await lab.create(await lab.define({ portMappings: [] }), { desiredCount: 0 });
    for (let round = 1; round <= 80; round++) {
      await lab.ecs.send(new UpdateServiceCommand({ service: 'web', desiredCount: round % 2 }));
    }
    const { events = [] } = await lab.service();
    assert.equal(events.length, 100);
    assert.equal(new Set(events.map(({ id }) => id)).size, 100);
    const times = events.map(({ createdAt }) => createdAt?.getTime() ?? 0);
    assert.deepEqual(times, [...times].sort((left, right) => right - left));
  });

  it('tells tasks that never ran from running ones when it stops them', async () => {
    await lab.addInstance();
    await lab.create(await lab.define({ image: 'pending', portMappings: [] }), { desiredCount: 2 });
    await lab.ecs.send(new UpdateServiceCommand({ service: 'web', desiredCount: 0 }));
    assert.ok((await lab.events()).includes('(service web) stopped 2 pending tasks.'));
  });

  it('scales in where most of its tasks are: by zone, then by instance', async () => {
    const [a, b, c] = [
      await lab.addInstance({ zone: 'us-east-1a' }), await lab.addInstance({ zone: 'us-east-1b' }), await lab.addInstance({ zone: 'us-east-1b' })];
    await lab.create(await lab.define({ portMappings: [] }), { desiredCount: 4 });
    const homes = async () => (await lab.tasks()).map(({ containerInstanceArn }) => containerInstanceArn).sort();
    // the zones first, then the instances of a zone have as many
    assert.deepEqual(await homes(), [a.arn, a.arn, b.arn, c.arn].sort());
    await lab.ecs.send(new UpdateServiceCommand({ service: 'web', desiredCount: 3 }));
    await lab.ecs.send(new UpdateServiceCommand({ service: 'web', desiredCount: 2 }));
    const left = (await lab.tasks()).map(({ availabilityZone }) => availabilityZone).sort();
    assert.deepEqual(left, ['us-east-1a', 'us-east-1b']);
  });

  it('is listed as long as it is ACTIVE, and described after that', async () => {
    const { agent } = await lab.addInstance();
    await lab.create(await lab.define({ image: 'slow' }));
    await lab.clock.advance(GRACE);
    assert.equal(await listed(), 1);
    await lab.ecs.send(new DeleteServiceCommand({ service: 'web', force: true }));
    assert.deepEqual([await listed(), (await lab.service()).status], [0, 'DRAINING']);
    agent.finish(agent.started[0] ?? '', 0);
    assert.deepEqual([await listed(), (await lab.service()).status], [0, 'INACTIVE']);
    await assert.rejects(lab.ecs.send(new UpdateServiceCommand({ service: 'web', desiredCount: 1 })), {
      name: 'ServiceNotActiveException', message: 'Service was not ACTIVE.' });
    const { failures } = await lab.ecs.send(new DescribeServicesCommand({ services: ['other'] }));
    assert.deepEqual(failures?.map(({ reason }) => reason), ['MISSING']);
  });

  it('with nothing to run can be deleted, but not while two of its deployments are there', async () => {
    const { agent } = await lab.addInstance();
    await lab.create(await lab.define({ image: 'slow' }));
    await lab.ecs.send(new UpdateServiceCommand({ service: 'web', forceNewDeployment: true, desiredCount: 0 }));
    await assert.rejects(lab.ecs.send(new DeleteServiceCommand({ service: 'web' })), {
      name: 'InvalidParameterException', message: 'The service cannot be stopped while deployments are active.' });
    agent.finish(agent.started[0] ?? '', 0);
    const { service } = await lab.ecs.send(new DeleteServiceCommand({ service: 'web' }));
    assert.equal(service?.desiredCount, 0);
    assert.equal((await lab.service()).status, 'INACTIVE');
  });

  it('is not throttled by tasks that somebody stops, nor by those that ran for long', async () => {
    const { agent } = await lab.addInstance();
    await lab.create(await lab.define());
    for (let round = 0; round < 6; round++) {
      await lab.ecs.send(new StopTaskCommand({ task: agent.started.at(-1) }));
      await lab.clock.advance(1);
    }
    assert.equal(agent.started.length, 7);
    for (let round = 0; round < 6; round++) {
      await lab.clock.advance(GRACE);
      agent.finish(agent.started.at(-1) ?? '', 1);
      await lab.clock.advance(1);
    }
    assert.equal(agent.started.length, 13);
  });

  it('trips its circuit breaker after half of the desired tasks, at least 3 and at most 200', () => {
    assert.deepEqual([1, 5, 6, 7, 10, 399, 400, 1000].map((desired) => breakerThreshold(desired)), [3, 3, 3, 4, 5, 200, 200, 200]);
  });

  it('refuses what the lab does not have, by name', async () => {
    const definition = await lab.define();
    const refused = (more: Partial<CreateServiceCommandInput>, what: RegExp) => assert.rejects(
      lab.create(definition, more), { name: 'UnsupportedFeatureException', message: what });
    await refused({ deploymentController: { type: 'EXTERNAL' } }, /The deployment controller EXTERNAL is not there in this lab; use ECS\./);
    await refused({ deploymentController: { type: 'CODE_DEPLOY' } }, /The deployment controller CODE_DEPLOY is not there/);
    for (const strategy of ['BLUE_GREEN', 'LINEAR', 'CANARY'] as const) {
      await refused({ deploymentConfiguration: { strategy } }, new RegExp(`The deployment strategy ${strategy} is not there in this lab; use ROLLING\\.`));
    }
    await refused({ deploymentConfiguration: { bakeTimeInMinutes: 5 } }, /bakeTimeInMinutes/);
    await refused({ serviceConnectConfiguration: { enabled: true } }, /serviceConnectConfiguration is not supported/);
    await refused({ launchType: 'FARGATE' }, /The launch type FARGATE is not there in this lab; use EC2\./);
    // what says that nothing of the kind is wanted is no wish for it
    const { status } = await lab.create(definition, {
      deploymentController: { type: 'ECS' },
      deploymentConfiguration: { strategy: 'ROLLING', bakeTimeInMinutes: 0, alarms: { alarmNames: [], enable: false, rollback: false } },
    });
    assert.equal(status, 'ACTIVE');
  });
});
