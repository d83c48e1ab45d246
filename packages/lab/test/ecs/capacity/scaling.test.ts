import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decideScaling, protections, type Machine } from '../../../src/ecs/capacity/scaling';
import type { Candidate } from '../../../src/ecs/placement/candidate';
import type { Seeker } from '../../../src/ecs/placement/place';
import { nextSteps } from '../../../src/services/autoscaling/decide';
import type { GroupRecord } from '../../../src/services/autoscaling/model';

const SETTINGS = { status: 'ENABLED', targetCapacity: 100, minimumScalingStepSize: 1, maximumScalingStepSize: 10_000, instanceWarmupPeriod: 300 } as const;

const seeker = (cpu: number, tcp: readonly number[] = []): Seeker => ({
  demand: { cpu, memory: 256, tcp, udp: [] }, group: 'family:demo', requiresAttributes: [], constraint: () => undefined, strategy: (fitting) => fitting,
});
const blank = (zone: string): Candidate => ({
  containerInstanceArn: 'model', ec2InstanceId: 'i-model', status: 'ACTIVE', agentConnected: true, agentVersion: '1.105.1', registeredAt: 0,
  attributes: new Map([['ecs.availability-zone', zone]]), room: { cpu: 2048, memory: 3768, tcp: new Set([22]), udp: new Set() }, groups: new Map(),
});
const machines = (...made: readonly (readonly [Machine['state'], boolean])[]): readonly Machine[] =>
  made.map(([state, isBusy], index) => ({ ec2InstanceId: `i-${index}`, state, isBusy }));
const group = (desiredCapacity: number, minSize = 0, maxSize = 10) => ({ minSize, maxSize, desiredCapacity });

test('an empty group without tasks stays empty, with one task it goes to two', () => {
  const input = { settings: SETTINGS, group: group(0), machines: [], blanks: [] };
  assert.deepEqual(decideScaling({ ...input, waiting: [] }), { reservation: 100, desired: 0 });
  assert.deepEqual(decideScaling({ ...input, waiting: [seeker(256)] }), { reservation: 200, desired: 2 });
  assert.equal(decideScaling({ ...input, group: group(0, 0, 1), waiting: [seeker(256)] }).desired, 1);
});

test('tasks that share an instance ask for one, tasks on one host port for one each', () => {
  const input = { settings: SETTINGS, group: group(1), machines: machines(['ready', true]), blanks: [blank('a')] };
  assert.equal(decideScaling({ ...input, waiting: [seeker(1024), seeker(1024)] }).desired, 2);
  assert.equal(decideScaling({ ...input, waiting: [seeker(256, [80]), seeker(256, [80])] }).desired, 3);
  assert.equal(decideScaling({ ...input, waiting: [seeker(4096)] }).desired, 1);
});

test('instances on their way are counted before more are asked for', () => {
  const input = { settings: SETTINGS, blanks: [blank('a')], waiting: [seeker(2048), seeker(2048)] };
  assert.equal(decideScaling({ ...input, group: group(3), machines: machines(['ready', true], ['starting', false], ['starting', false]) }).desired, 3);
  assert.equal(decideScaling({ ...input, group: group(3), machines: machines(['ready', true]) }).desired, 3);
  assert.equal(decideScaling({ ...input, group: group(3), machines: machines(['ready', true], ['lost', false], ['starting', false]) }).desired, 4);
});

test('a task in one zone alone finds the blank of that zone', () => {
  const inB: Seeker = { ...seeker(256), zones: new Set(['b']) };
  const input = { settings: SETTINGS, group: group(1), machines: machines(['ready', true]), waiting: [inB] };
  assert.equal(decideScaling({ ...input, blanks: [blank('a'), blank('b')] }).desired, 2);
  assert.equal(decideScaling({ ...input, blanks: [blank('a')] }).desired, 1);
});

test('target capacity keeps spare room; steps bound one scale-out', () => {
  const input = { group: group(2), machines: machines(['ready', true], ['ready', true]), blanks: [blank('a')] };
  assert.equal(decideScaling({ ...input, settings: { ...SETTINGS, targetCapacity: 50 }, waiting: [] }).desired, 4);
  const waiting = Array.from({ length: 5 }, () => seeker(2048));
  assert.equal(decideScaling({ ...input, settings: { ...SETTINGS, maximumScalingStepSize: 2 }, waiting }).desired, 4);
  assert.equal(decideScaling({ ...input, settings: { ...SETTINGS, minimumScalingStepSize: 3 }, waiting: waiting.slice(4) }).desired, 5);
});

const machine = fc.record({ state: fc.constantFrom('starting' as const, 'ready' as const, 'lost' as const), isBusy: fc.boolean() });
const asked = fc.record({ cpu: fc.integer({ min: 1, max: 3000 }), port: fc.option(fc.constantFrom(80, 81), { nil: undefined }) });
const scene = fc.record({
  minSize: fc.nat(4), span: fc.nat(6), at: fc.nat(6), machines: fc.array(machine, { maxLength: 10 }), isKnown: fc.boolean(),
  waiting: fc.array(asked, { maxLength: 12 }), targetCapacity: fc.integer({ min: 1, max: 100 }),
  minimumScalingStepSize: fc.integer({ min: 1, max: 4 }), maximumScalingStepSize: fc.integer({ min: 1, max: 9 }),
}).map(({ minSize, span, at, isKnown, waiting, machines: made, ...steps }) => ({
  settings: { ...SETTINGS, ...steps },
  group: { minSize, maxSize: minSize + span, desiredCapacity: Math.min(minSize + span, minSize + at) },
  machines: made.map((one, index): Machine => ({ ...one, isBusy: one.isBusy && one.state !== 'starting', ec2InstanceId: `i-${index}` })),
  waiting: waiting.map(({ cpu, port }) => seeker(cpu, port === undefined ? [] : [port])),
  blanks: isKnown ? [blank('a'), blank('b')] : [],
}));

test('a group is never wanted above its maximum or below its minimum, nor smaller than its busy instances as far as a step goes', () => {
  fc.assert(fc.property(scene, (given) => {
    const { desired } = decideScaling(given);
    const busy = given.machines.filter(({ isBusy }) => isBusy).length;
    assert.ok(desired >= given.group.minSize && desired <= given.group.maxSize);
    assert.ok(desired >= Math.min(busy, given.group.maxSize, given.group.desiredCapacity + given.settings.maximumScalingStepSize));
  }));
});

test('scaling comes to rest: what was decided is decided again when nothing has changed but the group', () => {
  fc.assert(fc.property(scene, (given) => {
    let { group: now } = given;
    for (let round = 0; round < 50; round++) {
      const { desired } = decideScaling({ ...given, group: now });
      if (desired <= now.desiredCapacity) return;
      now = { ...now, desiredCapacity: desired };
    }
    assert.fail('it grows and grows');
  }));
});

test('with managed termination protection a scale-in takes no instance with a task', () => {
  fc.assert(fc.property(scene, fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }), (given, flags) => {
    const { desired } = decideScaling(given);
    const members = given.machines.map(({ ec2InstanceId }, index) => ({ ec2InstanceId, isProtected: flags[index] === true }));
    const { protect, free } = protections(members, given.machines);
    const isProtected = (id: string, was: boolean) => protect.includes(id) || (was && !free.includes(id));
    const record: GroupRecord = {
      ...given.group, desiredCapacity: desired, name: 'g', arn: 'arn', createdAt: 0, template: { id: 'lt', name: 'x', version: '1' },
      subnets: [{ id: 'subnet-a', availabilityZone: 'a' }], tags: [], newInstancesProtected: true, hooks: [], deleting: false,
      recorded: { cooldown: 300, healthCheckGracePeriod: 0, serviceLinkedRoleArn: 'arn' },
      members: members.map(({ ec2InstanceId, isProtected: was }) => ({
        instanceId: ec2InstanceId, instanceType: 't3.medium', availabilityZone: 'a', subnetId: 'subnet-a', state: 'InService', healthy: true,
        protectedFromScaleIn: isProtected(ec2InstanceId, was), template: { id: 'lt', name: 'x', version: '1' }, launchedAt: 0, activityId: 'x',
      })),
    };
    const gone = new Set(nextSteps(record).terminate);
    assert.ok(given.machines.every(({ ec2InstanceId, isBusy }) => !isBusy || !gone.has(ec2InstanceId)));
  }));
});
