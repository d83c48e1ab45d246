import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ordered, type Dependencies } from '../../../src/cloudformation/graph/dependencies';
import { walk } from '../../../src/cloudformation/graph/walk';

/** Any graph without circles: a node may only need lower numbers. */
const graph: fc.Arbitrary<Dependencies> = fc.array(fc.array(fc.nat(20), { maxLength: 4 }), { maxLength: 20 })
  .map((nodes) => new Map(nodes.map((needs, number) => [`n${number}`, [...new Set(needs.filter((other) => other < number))].map((other) => `n${other}`)])));

describe('a graph of resources', () => {
  it('is ordered so that each comes after what it needs', () => {
    fc.assert(fc.property(graph, (dependencies) => {
      const order = ordered(dependencies);
      assert.deepEqual([...order].sort(), [...dependencies.keys()].sort());
      for (const [name, needs] of dependencies) for (const other of needs) assert.ok(order.indexOf(other) < order.indexOf(name));
    }));
  });

  it('names the members of a circle, and only them', () => {
    assert.throws(() => ordered(new Map([['d', ['a']], ['a', ['b']], ['b', ['c']], ['c', ['a']]])), { message: 'Circular dependency between resources: [a, b, c]' });
  });

  it('is walked in that order; what needs a failed node never begins, all else does', async () => {
    await fc.assert(fc.asyncProperty(graph, fc.infiniteStream(fc.nat(3)), async (dependencies, chances) => {
      const failing = new Set([...dependencies.keys()].filter(() => chances.next().value === 0));
      const done = new Set<string>();
      const result = await walk(dependencies, async (name) => {
        for (const other of dependencies.get(name) ?? []) assert.ok(done.has(other));
        await Promise.resolve();
        if (!failing.has(name)) done.add(name);
        return !failing.has(name);
      });
      assert.deepEqual([...result.done, ...result.failed, ...result.skipped].sort(), [...dependencies.keys()].sort());
      const blocked = (name: string): boolean => (dependencies.get(name) ?? []).some((other) => failing.has(other) || blocked(other));
      assert.deepEqual([...result.skipped].sort(), [...dependencies.keys()].filter(blocked).sort());
    }));
  });

  it('begins nothing more once it is stopped', async () => {
    let stopped = false;
    const result = await walk(new Map([['a', []], ['b', ['a']]]), () => {
      stopped = true;
      return Promise.resolve(true);
    }, () => stopped);
    assert.deepEqual(result, { done: ['a'], failed: [], skipped: ['b'] });
  });
});
