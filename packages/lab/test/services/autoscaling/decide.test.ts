import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { nextSteps } from '../../../src/services/autoscaling/decide';
import type { GroupRecord, MemberRecord } from '../../../src/services/autoscaling/model';

const SUBNETS = [{ id: 'subnet-a', availabilityZone: 'a' }, { id: 'subnet-b', availabilityZone: 'b' }, { id: 'subnet-c', availabilityZone: 'c' }];
const TEMPLATE = { id: 'lt-1', name: 'x', version: '1' };

const member = fc.record({
  subnet: fc.constantFrom(...SUBNETS), state: fc.constantFrom('Pending' as const, 'InService' as const, 'Terminating' as const),
  healthy: fc.boolean(), protectedFromScaleIn: fc.boolean(), launchedAt: fc.nat(1000), version: fc.constantFrom('1', '2'),
});
const given = fc.record({ desiredCapacity: fc.nat(6), deleting: fc.boolean(), members: fc.array(member, { maxLength: 8 }) });
const group = given.map(({ members, ...rest }): GroupRecord => ({
  ...rest, name: 'g', arn: 'arn', createdAt: 0, minSize: 0, maxSize: 10, template: TEMPLATE, subnets: SUBNETS, tags: [], newInstancesProtected: false, hooks: [],
  recorded: { cooldown: 300, healthCheckGracePeriod: 0, serviceLinkedRoleArn: 'arn' },
  members: members.map(({ subnet, version, ...given }, index): MemberRecord => ({
    ...given, instanceId: `i-${index}`, instanceType: 't3.medium', subnetId: subnet.id, availabilityZone: subnet.availabilityZone,
    template: { ...TEMPLATE, version }, activityId: 'x',
  })),
}));

test('whatever a group has, one round brings it to its desired capacity as far as protection allows', () => {
  fc.assert(fc.property(group, (given) => {
    const { launchIn, terminate } = nextSteps(given);
    const staying = given.members.filter(({ instanceId, state }) => state !== 'Terminating' && !terminate.includes(instanceId));
    assert.equal(new Set(terminate).size, terminate.length);
    if (given.deleting) {
      assert.deepEqual([launchIn.length, staying.length], [0, 0]);
      return;
    }
    assert.ok(staying.every(({ healthy }) => healthy));
    const after = staying.length + launchIn.length;
    if (after !== given.desiredCapacity) {
      assert.ok(after > given.desiredCapacity && staying.every(({ protectedFromScaleIn }) => protectedFromScaleIn));
    }
    for (const id of terminate) {
      const gone = given.members.find(({ instanceId }) => instanceId === id);
      assert.ok(gone && (!gone.healthy || !gone.protectedFromScaleIn));
    }
  }));
});

test('launches spread over the subnets', () => {
  fc.assert(fc.property(group, (given) => {
    const { launchIn, terminate } = nextSteps(given);
    if (launchIn.length === 0) return;
    const count = (id: string) => launchIn.filter((subnet) => subnet === id).length
      + given.members.filter(({ subnetId, state, instanceId }) => subnetId === id && state !== 'Terminating' && !terminate.includes(instanceId)).length;
    const filled = SUBNETS.filter(({ id }) => launchIn.includes(id)).map(({ id }) => count(id));
    assert.ok(Math.max(...filled) - Math.min(...SUBNETS.map(({ id }) => count(id))) <= 1);
  }));
});
