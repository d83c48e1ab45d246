import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { UpdateServiceCommand, UpdateTaskProtectionCommand } from '@aws-sdk/client-ecs';
import fc from 'fast-check';
import { moves } from '../../../src/ecs/service/rebalance';
import { GRACE, type ServiceLab, startServiceLab } from './service-lab';

const ZONE = 'attribute:ecs.availability-zone';

describe('availability zone rebalancing', () => {
  let lab: ServiceLab;
  beforeEach(async () => { lab = await startServiceLab(); });
  afterEach(() => lab.stop());

  const zones = async () => (await lab.tasks()).map(({ availabilityZone }) => availabilityZone).sort();
  /** A service whose tasks are all in us-east-1a, where a zone us-east-1b comes later. */
  const lopsided = async (more: Parameters<ServiceLab['create']>[1] = {}) => {
    await lab.addInstance();
    await lab.create(await lab.define({ portMappings: [] }), { desiredCount: 4, ...more });
    await lab.clock.advance(GRACE);
    await lab.addInstance({ zone: 'us-east-1b' });
  };

  it('moves tasks of a steady service to a zone that has fewer: starts them, waits for them, then stops as many', async () => {
    await lopsided();
    assert.deepEqual(await zones(), ['us-east-1a', 'us-east-1a', 'us-east-1a', 'us-east-1a', 'us-east-1b', 'us-east-1b']);
    await lab.clock.advance(GRACE);
    assert.deepEqual(await zones(), ['us-east-1a', 'us-east-1a', 'us-east-1b', 'us-east-1b']);
    assert.deepEqual((await lab.events()).slice(3), [
      '(service web) is not AZ balanced with 4 tasks in us-east-1a, 0 tasks in us-east-1b. AZ Rebalancing in progress.',
      '(service web) has started 2 tasks in us-east-1b to AZ Rebalance: (task X) (task X).',
      '(service web) has stopped 2 running tasks in us-east-1a due to AZ rebalancing: (task X) (task X).',
      '(service web) is AZ balanced with 2 tasks in us-east-1a, 2 tasks in us-east-1b.',
      '(service web) has reached a steady state.',
    ]);
    assert.equal((await lab.service()).deployments?.length, 1);
  });

  it('moves no protected task, and those that it may not move when their protection ends', async () => {
    await lab.addInstance();
    await lab.create(await lab.define({ portMappings: [] }), { desiredCount: 4 });
    await lab.clock.advance(GRACE);
    const [first = '', second = '', third = ''] = (await lab.tasks()).map(({ taskArn = '' }) => taskArn);
    const kept = [first, second, third];
    await lab.ecs.send(new UpdateTaskProtectionCommand({ cluster: 'default', tasks: kept, protectionEnabled: true, expiresInMinutes: 10 }));
    await lab.addInstance({ zone: 'us-east-1b' });
    await lab.clock.advance(GRACE);
    await lab.clock.advance(GRACE);
    assert.deepEqual(await zones(), ['us-east-1a', 'us-east-1a', 'us-east-1a', 'us-east-1b']);
    const there = (await lab.tasks()).map(({ taskArn }) => taskArn);
    assert.ok(kept.every((arn) => there.includes(arn)));
    assert.ok(!(await lab.events()).some((message) => message.includes('is AZ balanced')));
    await lab.clock.advance(10 * 60_000);
    await lab.clock.advance(GRACE);
    await lab.clock.advance(GRACE);
    assert.deepEqual(await zones(), ['us-east-1a', 'us-east-1a', 'us-east-1b', 'us-east-1b']);
  });

  it('takes nothing away that was protected while it was being moved', async () => {
    await lopsided();
    const old = (await lab.tasks()).filter(({ availabilityZone }) => availabilityZone === 'us-east-1a').map(({ taskArn = '' }) => taskArn);
    await lab.ecs.send(new UpdateTaskProtectionCommand({ cluster: 'default', tasks: old, protectionEnabled: true }));
    await lab.clock.advance(GRACE);
    await lab.clock.advance(GRACE);
    assert.deepEqual((await lab.tasks()).map(({ taskArn }) => taskArn).sort(), [...old].sort());
  });

  it('starts no more beside the others than the maximum percent allows', async () => {
    await lopsided({ deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 125 } });
    assert.equal((await lab.tasks()).length, 5);
    await lab.clock.advance(GRACE);
    assert.equal((await lab.tasks()).length, 5);
    await lab.clock.advance(GRACE);
    assert.deepEqual(await zones(), ['us-east-1a', 'us-east-1a', 'us-east-1b', 'us-east-1b']);
  });

  it('says once that the other zone has no room, and moves the tasks when it has', async () => {
    await lab.addInstance();
    await lab.create(await lab.define({ portMappings: [] }), { desiredCount: 2 });
    await lab.clock.advance(GRACE);
    await lab.addInstance({ zone: 'us-east-1b', cpu: 100 });
    await lab.clock.advance(GRACE);
    const stuck = '(service web) is unable to place a task in us-east-1b because no container instance met all of its requirements.';
    assert.equal((await lab.events()).filter((message) => message === stuck).length, 1);
    assert.deepEqual(await zones(), ['us-east-1a', 'us-east-1a']);
    await lab.addInstance({ zone: 'us-east-1b' });
    await lab.clock.advance(GRACE);
    assert.deepEqual(await zones(), ['us-east-1a', 'us-east-1b']);
  });

  it('leaves a service alone that is balanced, or that has it off', async () => {
    await lopsided({ availabilityZoneRebalancing: 'DISABLED' });
    await lab.clock.advance(GRACE);
    assert.deepEqual(await zones(), Array(4).fill('us-east-1a'));
    await lab.ecs.send(new UpdateServiceCommand({ service: 'web', availabilityZoneRebalancing: 'ENABLED' }));
    await lab.clock.advance(GRACE);
    const before = (await lab.tasks()).map(({ taskArn }) => taskArn);
    await lab.addInstance({ zone: 'us-east-1a' });
    await lab.clock.advance(GRACE);
    assert.deepEqual((await lab.tasks()).map(({ taskArn }) => taskArn), before);
  });

  it('gives way to a new deployment', async () => {
    await lopsided();
    await lab.ecs.send(new UpdateServiceCommand({ service: 'web', forceNewDeployment: true }));
    await lab.clock.advance(4 * GRACE);
    assert.deepEqual(await zones(), ['us-east-1a', 'us-east-1a', 'us-east-1b', 'us-east-1b']);
    assert.deepEqual((await lab.service()).deployments?.map(({ rolloutState }) => rolloutState), ['COMPLETED']);
    assert.equal((await lab.events()).at(-1), '(service web) has reached a steady state.');
  });

  it('is on where nothing is said and the service is one for it, else off; an update leaves it as it is', async () => {
    const definition = await lab.define({ portMappings: [] });
    const created = async (more: Parameters<ServiceLab['create']>[1]) =>
      (await lab.create(definition, { serviceName: `s${Math.random()}`.replace('.', ''), desiredCount: 0, ...more })).availabilityZoneRebalancing;
    assert.equal(await created({}), 'ENABLED');
    assert.equal(await created({ placementStrategy: [{ type: 'spread', field: ZONE }, { type: 'binpack', field: 'cpu' }] }), 'ENABLED');
    assert.equal(await created({ placementStrategy: [{ type: 'binpack', field: 'cpu' }] }), 'DISABLED');
    assert.equal(await created({ deploymentConfiguration: { minimumHealthyPercent: 0, maximumPercent: 100 } }), 'DISABLED');
    assert.equal(await created({ placementConstraints: [{ type: 'memberOf', expression: `${ZONE} == us-east-1a` }] }), 'DISABLED');
    assert.equal(await created({ schedulingStrategy: 'DAEMON', desiredCount: undefined }), 'DISABLED');
    await lab.create(definition, { availabilityZoneRebalancing: 'DISABLED' });
    const { service } = await lab.ecs.send(new UpdateServiceCommand({ service: 'web', desiredCount: 2 }));
    assert.equal(service?.availabilityZoneRebalancing, 'DISABLED');
  });

  it('is refused where it is not possible', async () => {
    const definition = await lab.define({ portMappings: [] });
    const refused = (more: Parameters<ServiceLab['create']>[1], what: string) => assert.rejects(
      lab.create(definition, { availabilityZoneRebalancing: 'ENABLED', ...more }),
      { name: 'InvalidParameterException', message: `The service couldn't be created because Availability Zone Rebalancing does not support ${what}.` });
    await refused({ schedulingStrategy: 'DAEMON', desiredCount: undefined }, 'DAEMON services');
    await refused({ deploymentConfiguration: { minimumHealthyPercent: 0, maximumPercent: 100 } }, 'maximumPercent <= 100 % as deployment configuration');
    await refused({ placementStrategy: [{ type: 'random' }] }, `placement strategies that do not begin with spread on ${ZONE}`);
    await refused({ placementConstraints: [{ type: 'memberOf', expression: `${ZONE} == us-east-1a` }] }, `placement constraints on ${ZONE}`);
    await lab.create(definition);
    const update = new UpdateServiceCommand({ service: 'web', deploymentConfiguration: { minimumHealthyPercent: 0, maximumPercent: 100 } });
    await assert.rejects(lab.ecs.send(update), {
      message: 'The service couldn\'t be updated because Availability Zone Rebalancing does not support maximumPercent <= 100 % as deployment configuration.' });
  });

  it('moves as few tasks as make the zones even', () => {
    const counts = fc.array(fc.nat(20), { maxLength: 4 });
    fc.assert(fc.property(counts, (given) => {
      const total = given.reduce((sum, count) => sum + count, 0);
      const [low, high] = [Math.floor(total / given.length), Math.ceil(total / given.length)];
      const above = given.reduce((sum, count) => sum + Math.max(0, count - high), 0);
      const below = given.reduce((sum, count) => sum + Math.max(0, low - count), 0);
      assert.equal(moves(new Map(given.map((count, index) => [String(index), count]))), given.length === 0 ? 0 : Math.max(above, below));
    }));
  });
});
