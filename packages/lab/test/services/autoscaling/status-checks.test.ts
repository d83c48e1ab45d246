import assert from 'node:assert/strict';
import { test } from 'node:test';
import { autoScalingTables, type GroupRecord, type MemberRecord } from '../../../src/services/autoscaling/model';
import { StatusChecks } from '../../../src/services/autoscaling/status-checks';
import { createMemoryStore } from '../../../src/state/memory-store';
import { rememberingLog } from '../../docker/support';
import { FakeClock } from '../../support/fake-clock';

const member = (instanceId: string, state: MemberRecord['state'] = 'InService'): MemberRecord => ({
  instanceId, state, healthy: true, instanceType: 't3.micro', availabilityZone: 'us-east-1a', subnetId: 'subnet-1', protectedFromScaleIn: false,
  template: { id: 'lt-1', name: 'lt', version: '1' }, launchedAt: 0, activityId: 'a',
});
const group = (given: Partial<GroupRecord>): GroupRecord => ({
  name: 'g', arn: 'arn', createdAt: 0, minSize: 0, maxSize: 9, desiredCapacity: 1, template: { id: 'lt-1', name: 'lt', version: '1' },
  subnets: [], tags: [], newInstancesProtected: false, hooks: [], members: [member('i-1')], deleting: false,
  recorded: { cooldown: 0, healthCheckGracePeriod: 0, serviceLinkedRoleArn: 'arn' }, ...given,
});

/** Five minutes at time scale 10: thirty seconds. */
const LATE = 30_000;

function checked(given: Partial<GroupRecord> = {}) {
  const clock = new FakeClock();
  const tables = autoScalingTables(createMemoryStore());
  tables.groups.put('g', group(given));
  const told: string[] = [];
  const checks = new StatusChecks({ tables, lab: { clock, timeScale: 10, log: rememberingLog() }, unhealthy: (name) => told.push(name) });
  return { clock, checks, told, healthy: () => tables.groups.get('g')?.members.map(({ healthy }) => healthy) };
}

test('a member that fails its status check for five minutes of AWS becomes unhealthy', async () => {
  const { clock, checks, told, healthy } = checked({ members: [member('i-1'), member('i-2')] });
  checks.changed('i-1', true);
  await clock.advance(LATE - 1);
  assert.deepEqual([told, healthy()], [[], [true, true]]);
  await clock.advance(1);
  assert.deepEqual([told, healthy()], [['g'], [false, true]]);
});

test('one that recovers before stays, and so does one that leaves, one of nobody and one of a group whose checks are suspended', async () => {
  const recovered = checked();
  recovered.checks.changed('i-1', true);
  await recovered.clock.advance(LATE - 1);
  recovered.checks.changed('i-1', false);
  const [leaving, stranger, suspended] = [checked({ members: [member('i-1', 'Terminating')] }), checked({ members: [] }), checked({ suspended: ['HealthCheck'] })];
  for (const { checks } of [leaving, stranger, suspended]) checks.changed('i-1', true);
  for (const { clock, told, healthy } of [recovered, leaving, stranger, suspended]) {
    await clock.advance(LATE);
    assert.deepEqual(told, []);
    assert.ok(healthy()?.every((is) => is));
  }
});

test('nothing happens after the lab has stopped', async () => {
  const { clock, checks, told } = checked();
  checks.changed('i-1', true);
  checks.stop();
  await clock.advance(LATE);
  assert.deepEqual(told, []);
});
