import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { readExitStatus, withExitStatus } from '../../src/client/exit-status';

function run(command: string): { output: string; status?: number } {
  const output = execFileSync('/bin/sh', ['-c', withExitStatus(command, 'n0nce')], { encoding: 'utf8' });
  return readExitStatus(output.replaceAll('\n', '\r\n'), 'n0nce');
}

test('a command tells its exit status, whatever quotes it holds', () => {
  assert.deepEqual(run("printf '%s' \"it's\"; exit 7"), { output: "it's", status: 7 });
  assert.deepEqual(run('true'), { output: '', status: 0 });
  assert.deepEqual(run('echo one # a comment'), { output: 'one\r\n', status: 0 });
});

test('output without the last line tells no status', () => {
  assert.deepEqual(readExitStatus('cut off', 'n0nce'), { output: 'cut off' });
  assert.deepEqual(readExitStatus('n0nce:12', 'n0nce'), { output: 'n0nce:12' });
});

test('a nonce that a shell could read is refused', () => {
  assert.throws(() => withExitStatus('true', '$(x)'), /letters and digits/);
});
