import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepSayingEnd } from '../../src/cli/end-of-input';

test('the end of a piped input is said until the session is over, so that a shell in a shell ends too', () => {
  const waiting: (() => void)[] = [];
  const written: number[] = [];
  const stop = keepSayingEnd((bytes) => void written.push(...bytes), {
    after: (_milliseconds, work) => {
      waiting.push(work);
      return () => void waiting.splice(0);
    },
  });
  assert.deepEqual(written, [], 'what was typed before it comes first');
  waiting.shift()?.();
  waiting.shift()?.();
  assert.deepEqual(written, [4, 4]);
  stop();
  assert.deepEqual(waiting, []);
});
