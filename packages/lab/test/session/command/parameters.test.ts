import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scriptParameters } from '../../../src/session/command/parameters';

test('a script without further parameters runs for an hour at most', () => {
  assert.deepEqual(scriptParameters({ commands: ['a', 'b'] }), { lines: ['a', 'b'], workingDirectory: '', executionTimeout: 3600 });
});

test('a time-out that the agent does not accept is its default', () => {
  for (const [asked, taken] of [['5', 5], ['172800', 172_800], ['4', 3600], ['172801', 3600], ['soon', 3600]] as const) {
    assert.equal(scriptParameters({ commands: ['a'], executionTimeout: [asked] }).executionTimeout, taken);
  }
});

test('what the document does not know is refused', () => {
  assert.throws(() => scriptParameters({ commands: ['a'], shell: ['zsh'] }), { code: 'InvalidParameters', message: /Parameter shell/ });
  assert.throws(() => scriptParameters({}), { code: 'InvalidParameters', message: /commands is required/ });
});
