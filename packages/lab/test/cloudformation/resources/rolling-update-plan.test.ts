import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { initiatedText, replacementsFor, rollingPlan } from '../../../src/cloudformation/resources/rolling-update-plan';
import type { RollingUpdate } from '../../../src/cloudformation/template/policies';

const policy = (maxBatchSize: number, minInstancesInService: number, more: Partial<RollingUpdate> = {}): RollingUpdate => ({
  maxBatchSize, minInstancesInService, minSuccessfulPercent: 100, pauseTime: { text: 'PT0S', milliseconds: 0 }, suspendProcesses: [], waitOnResourceSignals: false, ...more,
});

test('batches are as users of AWS recorded them', () => {
  assert.deepEqual(rollingPlan(3, { min: 3, max: 9, desired: 3 }, policy(1, 3)), { batchSize: 1, temporarySize: 4 });
  assert.deepEqual(rollingPlan(6, { min: 3, max: 9, desired: 6 }, policy(6, 6)), { batchSize: 3, temporarySize: 9 });
  assert.deepEqual(rollingPlan(9, { min: 3, max: 9, desired: 9 }, policy(6, 8)), { batchSize: 1 });
  assert.deepEqual(rollingPlan(2, { min: 1, max: 1, desired: 1 }, policy(1, 0)), { batchSize: 1 });
});

test('the announcement is in the words that users of AWS recorded', () => {
  const signals = { waitOnResourceSignals: true, pauseTime: { text: 'PT5M', milliseconds: 300_000 } };
  assert.equal(initiatedText(2, 1, policy(1, 1, signals)), 'Rolling update initiated. Terminating 2 obsolete instance(s) in batches of 1, while keeping at least 1 '
    + 'instance(s) in service. Waiting on resource signals with a timeout of PT5M when new instances are added to the autoscaling group.');
  assert.equal(initiatedText(2, 1, policy(1, 0)), 'Rolling update initiated. Terminating 2 obsolete instance(s) in batches of 1.');
});

test('whatever the policy, enough stay in service, the maximum is kept, and the group ends with what it wants', () => {
  const size = fc.integer({ min: 1, max: 12 });
  const sizes = fc.tuple(size, size).map(([a, b]) => ({ min: 0, desired: Math.min(a, b), max: Math.max(a, b) }));
  fc.assert(fc.property(sizes, fc.integer({ min: 1, max: 12 }), fc.nat(11), fc.nat(11), ({ min, desired, max }, batch, keep, old) => {
    fc.pre(keep < max);
    const obsolete = Math.min(desired, old + 1);
    const { batchSize, temporarySize } = rollingPlan(obsolete, { min, max, desired }, policy(batch, keep));
    assert.ok(batchSize >= 1 && batchSize <= batch && (temporarySize ?? 0) <= max);
    let inService = temporarySize ?? desired;
    for (let gone = 0; gone < obsolete;) {
      const count = Math.min(batchSize, obsolete - gone);
      gone += count;
      // what cannot be kept because the group never had it is not lost to the update
      assert.ok(inService - count >= Math.min(keep, max - count));
      const isLast = gone === obsolete;
      const replacements = replacementsFor(count, inService, desired, isLast);
      assert.ok(replacements >= 0 && replacements <= count);
      inService += replacements - count;
      if (!isLast) assert.equal(inService, temporarySize ?? desired);
    }
    assert.ok(inService >= desired);
  }));
});
