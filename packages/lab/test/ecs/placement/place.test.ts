import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Candidate } from '../../../src/ecs/placement/candidate';
import { compileConstraints } from '../../../src/ecs/placement/constraints';
import { type Seeker, occupied, place, vacated } from '../../../src/ecs/placement/place';
import { type Demand, MAXIMUM_HOST_PORTS, RESERVED_TCP_PORTS, shortage } from '../../../src/ecs/placement/resources';
import { compileStrategies } from '../../../src/ecs/placement/strategies';

const GROUP = 'family:demo';

function instance(index: number, options: { readonly cpu?: number; readonly memory?: number; readonly zone?: string } = {}): Candidate {
  return {
    containerInstanceArn: `instance/${index}`, ec2InstanceId: `i-${index}`, status: 'ACTIVE', agentConnected: true, agentVersion: '1.105.1',
    registeredAt: 0, attributes: new Map([['ecs.availability-zone', options.zone ?? 'a']]), groups: new Map(),
    room: { cpu: options.cpu ?? 2048, memory: options.memory ?? 4096, tcp: new Set(RESERVED_TCP_PORTS), udp: new Set() },
  };
}

function seeker(demand: Partial<Demand>, strategy: Parameters<typeof compileStrategies>[0] = []): Seeker {
  return {
    demand: { cpu: 0, memory: 0, tcp: [], udp: [], ...demand }, group: GROUP, requiresAttributes: [],
    constraint: compileConstraints([], GROUP), strategy: compileStrategies(strategy, GROUP),
  };
}

/** Places tasks one after the other, each in what the ones before left. */
function placeAll(start: readonly Candidate[], seekers: readonly Seeker[], random: () => number) {
  let candidates = start;
  const placed: { readonly seeker: Seeker; readonly arn: string }[] = [];
  for (const one of seekers) {
    const { candidate } = place(one, candidates, random);
    if (candidate !== undefined) {
      placed.push({ seeker: one, arn: candidate.containerInstanceArn });
      candidates = candidates.map((other) => other === candidate ? occupied(other, one) : other);
    }
  }
  return { candidates, placed };
}

const port = fc.integer({ min: 1, max: 12 });
const demands = fc.record({
  cpu: fc.integer({ min: 0, max: 900 }), memory: fc.integer({ min: 0, max: 1500 }),
  tcp: fc.uniqueArray(port, { maxLength: 3 }), udp: fc.uniqueArray(port, { maxLength: 2 }),
});
const strategies = fc.constantFrom<Parameters<typeof compileStrategies>[0]>(
  [], [{ type: 'random' }], [{ type: 'spread', field: 'instanceId' }], [{ type: 'binpack', field: 'cpu' }],
  [{ type: 'spread', field: 'attribute:ecs.availability-zone' }, { type: 'binpack', field: 'memory' }]);
const randoms = fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true }));
const drawn = (stream: Iterator<number>) => () => stream.next().value ?? 0;

describe('placement', () => {
  it('gives no port, cpu or memory twice and loses none', () => {
    const few = fc.integer({ min: 1, max: 6 });
    fc.assert(fc.property(few, fc.array(demands, { maxLength: 25 }), strategies, randoms, (count, wanted, strategy, stream) => {
      const start = Array.from({ length: count }, (_, index) => instance(index, { zone: index % 2 === 0 ? 'a' : 'b' }));
      const { candidates, placed } = placeAll(start, wanted.map((demand) => seeker(demand, strategy)), drawn(stream));
      for (const [index, { containerInstanceArn, room }] of candidates.entries()) {
        const mine = placed.filter(({ arn }) => arn === containerInstanceArn).map((one) => one.seeker.demand);
        const sum = (of: (demand: Demand) => number) => mine.reduce((total, demand) => total + of(demand), 0);
        assert.equal(room.cpu, 2048 - sum(({ cpu }) => cpu));
        assert.equal(room.memory, 4096 - sum(({ memory }) => memory));
        assert.ok(room.cpu >= 0 && room.memory >= 0);
        assert.equal(room.tcp.size, RESERVED_TCP_PORTS.length + sum(({ tcp }) => tcp.length));
        assert.equal(room.udp.size, sum(({ udp }) => udp.length));
        const empty = placed.filter(({ arn }) => arn === containerInstanceArn).reduce(
          (left, one) => vacated(left, one.seeker), candidates[index] ?? instance(0));
        assert.deepEqual(empty.room, start[index]?.room);
      }
    }));
  });

  it('places exactly as many tasks of one port as there are instances', () => {
    const [requests, machines] = [fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 20 })];
    fc.assert(fc.property(requests, machines, strategies, randoms, (tasks, instances, strategy, stream) => {
      const start = Array.from({ length: instances }, (_, index) => instance(index));
      const { placed } = placeAll(start, Array.from({ length: tasks }, () => seeker({ tcp: [80] }, strategy)), drawn(stream));
      assert.equal(placed.length, Math.min(tasks, instances));
      assert.equal(new Set(placed.map(({ arn }) => arn)).size, placed.length);
    }));
  });

  it('refuses a task only where every instance refuses it', () => {
    fc.assert(fc.property(fc.array(demands, { maxLength: 25 }), demands, randoms, (before, last, stream) => {
      const random = drawn(stream);
      const { candidates } = placeAll([instance(0), instance(1), instance(2)], before.map((demand) => seeker(demand)), random);
      const found = place(seeker(last), candidates, random);
      const reasons = candidates.map(({ room }) => shortage(room, last));
      assert.equal(found.candidate !== undefined, reasons.includes(undefined));
      if (found.candidate === undefined) {
        assert.deepEqual(found.refusals.map(({ reason }) => reason), reasons);
      }
    }));
  });

  it('spreads evenly and packs on the instance with least left', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 24 }), randoms, (instances, tasks, stream) => {
      const random = drawn(stream);
      const start = Array.from({ length: instances }, (_, index) => instance(index));
      const spread = placeAll(start, Array.from({ length: tasks }, () => seeker({}, [{ type: 'spread', field: 'instanceId' }])), random);
      const counts = spread.candidates.map(({ groups }) => groups.get(GROUP) ?? 0);
      assert.ok(Math.max(...counts) - Math.min(...counts) <= 1);
      const packed = placeAll(start, Array.from({ length: tasks }, () => seeker({ memory: 1000 }, [{ type: 'binpack', field: 'memory' }])), random);
      const partly = packed.candidates.filter(({ room }) => room.memory < 4096 && room.memory >= 1000);
      assert.ok(partly.length <= 1);
    }));
  });

  it('takes no more than a hundred host ports on one instance', () => {
    const tcp = Array.from({ length: MAXIMUM_HOST_PORTS - RESERVED_TCP_PORTS.length }, (_, index) => 1000 + index);
    const { candidate } = place(seeker({ tcp }), [instance(0)], () => 0);
    assert.ok(candidate);
    const full = occupied(candidate, seeker({ tcp }));
    assert.equal(shortage(full.room, { cpu: 0, memory: 0, tcp: [9000], udp: [] }), 'RESOURCE:PORTS');
    assert.equal(shortage(full.room, { cpu: 0, memory: 0, tcp: [], udp: [53] }), 'RESOURCE:PORTS');
    assert.equal(shortage(full.room, { cpu: 0, memory: 0, tcp: [], udp: [] }), undefined);
  });
});
