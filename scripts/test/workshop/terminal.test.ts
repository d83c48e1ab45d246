import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { test } from 'node:test';
import { type SessionStream, Terminal } from '../../workshop/terminal';

/**
 * A shell without a terminal of its own, whose input is echoed as a pseudo terminal echoes it.
 * bash reads a pipe line by line, so that a nested one gets its own lines.
 */
function echoingShell(): SessionStream {
  const shell = spawn('bash', [], { stdio: ['pipe', 'pipe', 'inherit'] });
  const listeners: ((text: string) => void)[] = [];
  const tell = (text: string) => listeners.forEach((listener) => listener(text.replaceAll('\n', '\r\n')));
  shell.stdout.on('data', (chunk: Buffer) => tell(chunk.toString()));
  return {
    write: (text) => {
      tell(text);
      shell.stdin.write(text);
    },
    onOutput: (listener) => listeners.push(listener),
    closed: new Promise((resolve) => shell.on('close', () => resolve(''))),
    end: () => shell.kill(),
  };
}

test('gives what a command shows and not its own echo', async () => {
  const terminal = new Terminal(echoingShell());
  assert.equal(await terminal.type('echo one; echo two'), 'one\ntwo');
  assert.equal(await terminal.type('printf "%s" three'), 'three');
  assert.equal(await terminal.type(':'), '');
  await terminal.leave();
});

test('keeps the state of the shell between commands, also of a nested one', async () => {
  const terminal = new Terminal(echoingShell());
  await terminal.type('X=1');
  await terminal.enter('bash');
  assert.equal(await terminal.type('echo "${X:-unset}"'), 'unset');
  await terminal.leave(2);
});

test('fails with what was seen when the session ends under a command', async () => {
  const terminal = new Terminal(echoingShell());
  await assert.rejects(terminal.type('exit 3'), /the session ended while 'exit 3' ran/);
});

test('fails in time when a command does not end', async () => {
  const stream = echoingShell();
  await assert.rejects(new Terminal(stream).type('read line', 0.2), /'read line' did not end in 0.2 s/);
  stream.end();
});
