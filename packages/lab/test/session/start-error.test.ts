import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AgentError, startError } from '../../src/session/start-error';

test('of the words of the engine only what concerns the command is shown', () => {
  const text = 'OCI runtime exec failed: exec failed: container_linux.go:380: starting container process caused: '
    + 'exec: "nosuch": executable file not found in $PATH: unknown';
  assert.equal(startError(new Error(text)),
    '----------ERROR-------\nUnable to start command: Failed to start pty: exec: "nosuch": executable file not found in $PATH');
});

test('words of another kind are shown as they are', () => {
  assert.match(startError(new Error('Container 1 is not running')), /Failed to start pty: Container 1 is not running$/);
});

test('what the agent itself refuses is told in its own words', () => {
  assert.equal(startError(new AgentError('please set the RunAs default user')), '----------ERROR-------\nUnable to start command: please set the RunAs default user');
});
