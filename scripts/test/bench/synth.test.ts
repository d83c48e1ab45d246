import assert from 'node:assert/strict';
import { test } from 'node:test';
import { perService, ratioTo, sideBySide } from '../../bench/synth/measure';
import type { Variant } from '../../bench/synth/variant';

const variant = (name: string): Variant => ({ name, define: () => undefined });

test('variants take turns, and each round begins with another one', () => {
  const order: string[] = [];
  const take = ({ name }: Variant) => order.push(name);
  const measured = sideBySide(['a', 'b', 'c'].map(variant), 10, 2, take, () => undefined);
  assert.deepEqual(order, ['a', 'b', 'c', 'b', 'c', 'a']);
  assert.deepEqual(measured, [{ name: 'a', samples: [1, 6] }, { name: 'b', samples: [2, 4] }, { name: 'c', samples: [3, 5] }]);
});

test('a ratio is taken round by round, so that a slow round slows both halves', () => {
  assert.equal(ratioTo({ name: 'plain', samples: [10, 100, 10] }, { name: 'other', samples: [12, 120, 30] }), 1.2);
});

test('the time is that of one service, of as many as were defined', () => {
  let defined = 0;
  const counting: Variant = { name: 'counting', define: (_, services) => { defined += services; } };
  assert.ok(perService(counting, 7) > 0);
  assert.equal(defined, 7);
});
