import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Figure, median, summarise } from '../../bench/figure';
import { interleaved } from '../../bench/measure';
import { readOptions } from '../../bench/options';
import { table } from '../../bench/table';

const figure = (pairs: readonly (readonly [number, number])[], more: Partial<Figure> = {}): Figure => ({
  name: 'a call', unit: 'ms', goal: 30, besideName: 'another', pairs: pairs.map(([lab, beside]) => ({ lab, beside })), ...more,
});

test('the median is the middle value, or the mean of the two in the middle', () => {
  assert.equal(median([9, 1, 5]), 5);
  assert.equal(median([4, 1, 3, 100]), 3.5);
  assert.throws(() => median([]), /at least one value/);
});

test('a figure is the median of the lab\'s own half, with the ratio of the two halves\' medians', () => {
  const { median: middle, min, max, met, ratio, pairs } = summarise(figure([[10, 5], [40, 5], [20, 5]]));
  assert.deepEqual({ middle, min, max, met, ratio, pairs }, { middle: 20, min: 10, max: 40, met: true, ratio: 4, pairs: 3 });
});

test('what is needed beyond the other half is taken pair by pair', () => {
  const { median: middle, min, max, met } = summarise(figure([[150, 100], [400, 390], [260, 200]], { beyond: true }));
  assert.deepEqual({ middle, min, max, met }, { middle: 50, min: 10, max: 60, met: false });
});

test('a goal is met by the value itself and missed by more', () => {
  assert.equal(summarise(figure([[30, 1]])).met, true);
  assert.equal(summarise(figure([[30.1, 1]])).met, false);
});

test('the table says NOT MET, beside the figure as it is', () => {
  const [heading, line] = table([summarise(figure([[31, 10]]))]).split('\n');
  assert.match(heading!, /^figure +median +min +max +goal/);
  assert.match(line!, /^a call +31\.0 ms +31\.0 ms +31\.0 ms +<= 30 ms +NOT MET +1 +31\.0 ms +10\.0 ms +3\.10 +another$/);
});

test('pairs are interleaved, each half first in every second one', async () => {
  const order: string[] = [];
  const half = (name: string, value: number) => async () => {
    order.push(name);
    return value;
  };
  const done: number[] = [];
  const pairs = await interleaved(3, { lab: half('lab', 2), beside: half('beside', 1) }, (count) => done.push(count));
  assert.deepEqual(order, ['lab', 'beside', 'beside', 'lab', 'lab', 'beside']);
  assert.deepEqual(pairs, Array(3).fill({ lab: 2, beside: 1 }));
  assert.deepEqual(done, [1, 2, 3]);
});

test('an option that does not exist is refused, naming those that do', () => {
  assert.throws(() => readOptions(['--fast']), /unknown option --fast: use --json, --quick, --help/);
  assert.deepEqual([readOptions([]).pairs, readOptions([]).deploys], [30, 5]);
  assert.ok(readOptions(['--quick']).pairs < 30);
});
