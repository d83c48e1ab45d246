import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PlacementStrategy } from '@aws-sdk/client-ecs';
import fc from 'fast-check';
import type { Candidate } from '../../src/ecs/placement/candidate';
import type { TaskRecord } from '../../src/ecs/records';
import { shortage } from '../../src/ecs/placement/resources';
import { demandOf } from '../../src/ecs/placement/demand';
import {
  CLUSTER, SIMULATED_TYPES, SimulatedCluster, type SimulatedInstance, type SimulatedTask, definitionOf, simulatedInstance,
} from '../support/simulated-cluster';

const port = fc.integer({ min: 8000, max: 8006 });
const wanted: fc.Arbitrary<SimulatedTask> = fc.record({
  family: fc.constantFrom('one', 'two', 'three'),
  cpu: fc.integer({ min: 0, max: 900 }),
  memory: fc.integer({ min: 4, max: 1500 }),
  tcp: fc.uniqueArray(port, { maxLength: 2 }),
  udp: fc.uniqueArray(port, { maxLength: 1 }),
  networkMode: fc.constantFrom('host', 'host', 'awsvpc'),
});
const machine: fc.Arbitrary<SimulatedInstance> = fc.record({
  cpu: fc.constantFrom(1024, 2048, 4096), memory: fc.constantFrom(900, 3768, 15_000), zone: fc.constantFrom('a', 'b', 'c'),
  type: fc.constantFrom(...SIMULATED_TYPES),
});
const one: fc.Arbitrary<PlacementStrategy> = fc.constantFrom<PlacementStrategy>(
  { type: 'random' }, { type: 'binpack', field: 'cpu' }, { type: 'binpack', field: 'memory' }, { type: 'spread', field: 'instanceId' },
  { type: 'spread', field: 'host' }, { type: 'spread', field: 'attribute:ecs.availability-zone' }, { type: 'spread', field: 'attribute:ecs.instance-type' });
const strategies = fc.array(one, { maxLength: 5 });

/** What a strategy wants to be least, from AWS's description of it. */
function measure({ type, field = '' }: PlacementStrategy, group: string, all: readonly Candidate[]): (candidate: Candidate) => number {
  const count = ({ groups }: Candidate) => groups.get(group) ?? 0;
  if (type === 'random') {
    return () => 0;
  }
  if (type === 'binpack') {
    return ({ room }) => field === 'cpu' ? room.cpu : room.memory;
  }
  const key = (candidate: Candidate) => field.startsWith('attribute:') ? candidate.attributes.get(field.slice(10)) : candidate.ec2InstanceId;
  return (candidate) => all.filter((other) => key(other) === key(candidate)).reduce((sum, other) => sum + count(other), 0);
}

/** Numbers between 0 and 1 that follow from the seed. */
function drawn(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('a simulated cluster', () => {
  it('gives nothing twice and loses nothing, whatever is run, stopped and ended', () => {
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.record({ kind: fc.constant('run' as const), wanted, strategies }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('stop' as const, 'end' as const), pick: fc.nat() }) });
    const machines = fc.array(machine, { minLength: 1, maxLength: 5 });
    fc.assert(fc.property(machines, fc.array(step, { maxLength: 30 }), fc.nat(), (given, steps, seed) => {
      const cluster = new SimulatedCluster(given.map((options, index) => simulatedInstance(index, options)));
      const random = drawn(seed);
      const tasks: TaskRecord[] = [];
      for (const next of steps) {
        if (next.kind === 'run') {
          const { task } = cluster.run(next.wanted, next.strategies, random);
          tasks.push(...task === undefined ? [] : [task]);
        } else if (tasks.length > 0) {
          const [task] = tasks.splice(next.pick % tasks.length, 1);
          assert.ok(task);
          cluster[next.kind](task);
        }
        cluster.expectSound();
      }
      tasks.forEach((task) => cluster.end(task));
      assert.deepEqual(cluster.book.candidates(CLUSTER), new SimulatedCluster(cluster.instances).book.candidates(CLUSTER));
    }));
  });

  it('takes of all instances that fit one that its strategies, each after the one before, like best', () => {
    const machines = fc.array(machine, { minLength: 1, maxLength: 8 });
    const tasks = fc.array(fc.record({ wanted, strategies }), { minLength: 1, maxLength: 20 });
    fc.assert(fc.property(machines, tasks, fc.nat(), (given, orders, seed) => {
      const cluster = new SimulatedCluster(given.map((options, index) => simulatedInstance(index, options)));
      const random = drawn(seed);
      for (const order of orders) {
        const before = cluster.book.candidates(CLUSTER);
        const demand = demandOf(definitionOf(order.wanted));
        const fitting = before.filter(({ room }) => shortage(room, demand) === undefined);
        const { candidate } = cluster.run(order.wanted, order.strategies, random).placement;
        assert.equal(candidate !== undefined, fitting.length > 0);
        let best = fitting;
        for (const strategy of order.strategies) {
          const value = measure(strategy, `family:${order.wanted.family}`, before);
          const least = Math.min(...best.map(value));
          best = best.filter((other) => value(other) === least);
        }
        assert.ok(candidate === undefined || best.some(({ containerInstanceArn }) => containerInstanceArn === candidate.containerInstanceArn));
      }
    }));
  });

  it('can take any of the instances that are equally good', () => {
    const seen = new Set<string | undefined>();
    const random = drawn(1);
    for (let attempt = 0; attempt < 200; attempt++) {
      const cluster = new SimulatedCluster(Array.from({ length: 5 }, (_, index) => simulatedInstance(index)));
      seen.add(cluster.run({ cpu: 1, memory: 4 }, [{ type: 'random' }], random).placement.candidate?.ec2InstanceId);
    }
    assert.equal(seen.size, 5);
  });

  it('of 1,000 instances holds 10,000 tasks that come and go, each of them once', () => {
    const kinds = fc.array(fc.record({ wanted, strategies }), { minLength: 20, maxLength: 20 });
    fc.assert(fc.property(kinds, fc.array(machine, { minLength: 10, maxLength: 10 }), fc.nat(), (orders, machines, seed) => {
      const cluster = new SimulatedCluster(Array.from({ length: 1000 }, (_, index) => simulatedInstance(index, machines[index % machines.length])));
      const random = drawn(seed);
      const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
      const live: TaskRecord[] = [];
      for (let number = 0; number < 10_000; number++) {
        const order = pick(orders);
        assert.ok(order);
        // what finds no place makes one: so the cluster stays full
        const { task } = cluster.run(order.wanted, order.strategies, random);
        if (task !== undefined) {
          live.push(task);
        } else {
          const [old] = live.splice(Math.floor(random() * live.length), 1);
          assert.ok(old);
          cluster[random() < 0.5 ? 'stop' : 'end'](old);
        }
        if (number % 2_500 === 2_499) {
          cluster.expectSound();
        }
      }
    }), { numRuns: 1 });
  });
});
