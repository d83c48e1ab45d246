import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Serial } from '../../src/network/serial';

test('work of one key runs one after the other, also after a failure', async () => {
  const serial = new Serial();
  const seen: string[] = [];
  const step = (name: string, fail = false) => async () => {
    seen.push(`${name} starts`);
    await new Promise(setImmediate);
    seen.push(`${name} ends`);
    if (fail) {
      throw new Error(name);
    }
  };
  const first = serial.run('a', step('first', true));
  const second = serial.run('a', step('second'));
  await assert.rejects(first, /first/);
  await second;
  assert.deepEqual(seen, ['first starts', 'first ends', 'second starts', 'second ends']);
});

test('work of different keys runs at once', async () => {
  const serial = new Serial();
  let release = () => {};
  const blocked = serial.run('a', () => new Promise<void>((resolve) => { release = resolve; }));
  await serial.run('b', async () => release());
  await blocked;
});
