import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Captured, shortened } from '../../../src/session/command/captured';

test('a text that fits is left alone', () => {
  const captured = new Captured(10);
  captured.push(Buffer.from('12345'));
  captured.push(Buffer.from('67890'));
  assert.equal(captured.text(), '1234567890');
});

test('a longer text is cut, and says so within its length', () => {
  const captured = new Captured(30);
  for (let count = 0; count < 1000; count += 1) captured.push(Buffer.from('é'));
  assert.equal(captured.text(), `${'é'.repeat(10)}--output truncated--`);
});

test('what the agent adds counts too', () => {
  assert.equal(new Captured(100).text('failed to run commands: exit status 1'), 'failed to run commands: exit status 1');
  assert.equal(shortened('abcdef', 5, '..'), 'abc..');
});
