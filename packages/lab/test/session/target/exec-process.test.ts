import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startError } from '../../../src/session/start-error';
import { execProcess } from '../../../src/session/target/exec-process';

test('a command runs as root with a terminal of its own kind, unless the image says another language', () => {
  const { argv, user, environment, terminal } = execProcess('sh -c "echo a  b"', {});
  assert.deepEqual([argv, user, environment], [['sh', '-c', 'echo a  b'], '0', { TERM: 'xterm-256color', LANG: 'C.UTF-8' }]);
  assert.ok(terminal);
  assert.deepEqual(execProcess('env', { LANG: 'de_DE.UTF-8' }).environment, { TERM: 'xterm-256color' });
  assert.equal(execProcess('id', {}, 'none').terminal, undefined);
});

test('a quote that is not closed is told in the agent\'s words', () => {
  assert.throws(() => execProcess('sh -c \'x', {}), (error) => {
    assert.equal(startError(error),
      '----------ERROR-------\nUnable to start command: Failed to parse commands input: EOF found when expecting closing quote');
    return true;
  });
});
