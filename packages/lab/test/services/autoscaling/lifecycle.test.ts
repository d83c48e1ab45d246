import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { actionsFor, afterCompletion, globalTimeout, heartbeaten, LAUNCHING, TERMINATING } from '../../../src/services/autoscaling/lifecycle';

const hook = (LifecycleHookName: string, LifecycleTransition: string, HeartbeatTimeout?: number) =>
  ({ LifecycleHookName, LifecycleTransition, HeartbeatTimeout });

test('each hook on the transition gives an action, with its time-out on the scaled clock', () => {
  const hooks = [hook('a', TERMINATING, 600), hook('b', LAUNCHING), hook('c', TERMINATING)];
  assert.deepEqual(actionsFor(hooks, TERMINATING, 1000, 10, () => 't'), [
    { hook: 'a', token: 't', startedAt: 1000, deadline: 61_000 }, { hook: 'c', token: 't', startedAt: 1000, deadline: 361_000 },
  ]);
  assert.deepEqual(actionsFor(hooks, 'autoscaling:EC2_INSTANCE_LAUNCHING', 0, 1, () => 't').map(({ hook: name }) => name), ['b']);
});

test('CONTINUE ends the action of its hook, ABANDON all of them', () => {
  const actions = actionsFor([hook('a', TERMINATING), hook('b', TERMINATING)], TERMINATING, 0, 1, () => 't');
  assert.deepEqual(afterCompletion(actions, 'a', 'CONTINUE').map(({ hook: name }) => name), ['b']);
  assert.deepEqual(afterCompletion(actions, 'a', 'ABANDON'), []);
});

test('the global time-out is a hundred heartbeats, at most 48 hours', () => {
  assert.deepEqual([globalTimeout(30), globalTimeout(3600)], [3000, 172_800]);
});

test('however often it beats, a hook waits no longer than its global time-out', () => {
  const times = fc.array(fc.integer({ min: 1, max: 10_000_000 }), { maxLength: 30 });
  fc.assert(fc.property(fc.integer({ min: 30, max: 7200 }), times, (seconds, pauses) => {
    const given = hook('a', TERMINATING, seconds);
    let [action] = actionsFor([given], TERMINATING, 0, 1, () => 't');
    assert.ok(action);
    let now = 0;
    for (const pause of pauses) {
      now = Math.min(now + pause, action.deadline);
      action = heartbeaten(action, given, now, 1);
      assert.ok(action.deadline <= globalTimeout(seconds) * 1000);
      assert.ok(action.deadline <= now + seconds * 1000);
    }
  }));
});
