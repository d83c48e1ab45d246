import assert from 'node:assert/strict';
import { test } from 'node:test';
import { line } from '../../conformance/line';
import { allLines } from '../../conformance/lines';
import type { World } from '../../conformance/world';

const world = {} as World; // these lines look at nothing of it

test('the list has 104 lines in order, each with its own text', () => {
  assert.deepEqual(allLines.map(({ number }) => number), Array.from({ length: 104 }, (_, index) => index + 1));
  assert.equal(new Set(allLines.map(({ text }) => text)).size, 104);
});

test('a line passes when all that it saw holds', async () => {
  const result = await line(1, 'D', 'x', async (_, see) => {
    see('port', 80, true);
    see('state', 'RUNNING', true);
  }).run(world);
  assert.deepEqual(result, { outcome: 'pass', observed: 'port: 80; state: RUNNING' });
});

test('a line differs when one thing does not hold, and marks it', async () => {
  const result = await line(1, 'D', 'x', async (_, see) => {
    see('port', 80, true);
    see('state', 'STOPPED', false);
  }).run(world);
  assert.deepEqual(result, { outcome: 'differs', observed: 'port: 80; NOT AS SAID: state: STOPPED' });
});

test('a line that saw nothing does not pass', async () => {
  assert.equal((await line(1, 'D', 'x', async () => undefined).run(world)).outcome, 'differs');
});

test('the lab\'s own refusal is "not there", any other error differs', async () => {
  const thrown = async (message: string) => (await line(1, 'D', 'x', () => Promise.reject(new Error(message))).run(world)).outcome;
  assert.equal(await thrown('The task definition x:1 uses FireLens, which this lab cannot run yet; use the log driver awslogs.'), 'not there');
  assert.equal(await thrown('Role is not valid'), 'differs');
});
