import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { killProcess, scriptProcess } from '../../../src/session/command/script';
import { until } from '../support/lab';

/** Starts what an instance would run, with a folder of this machine in place of the agent's. */
function start({ argv }: { argv: readonly string[] }, folder: string): ChildProcess {
  const [program = '', ...rest] = argv.map((word) => (word.startsWith('/var/lib/amazon/ssm/i-1/') ? folder : word));
  return spawn(program, rest, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** A process that has ended may still wait for its parent to notice. */
function isAlive(pid: number): boolean {
  const state = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
  return state !== '' && !state.startsWith('Z');
}

async function outcome(lines: readonly string[], workingDirectory = '/'): Promise<{ output: string; errors: string; status: number | null }> {
  const folder = mkdtempSync(join(tmpdir(), 'script-'));
  const process = start(scriptProcess('i-1', 'c-1', lines, workingDirectory), folder);
  const said = { output: '', errors: '' };
  process.stdout?.on('data', (chunk: Buffer) => (said.output += chunk.toString()));
  process.stderr?.on('data', (chunk: Buffer) => (said.errors += chunk.toString()));
  const [status] = await once(process, 'close') as [number | null];
  return { ...said, status };
}

test('the lines are one script: what a line sets, the next one knows', async () => {
  assert.deepEqual(await outcome(['cd /tmp', 'name="it\'s"', 'echo "$name $PWD"', 'echo oops >&2', 'exit 4']),
    { output: "it's /tmp\n", errors: 'oops\n', status: 4 });
});

test('a first line that names another interpreter counts', async () => {
  assert.deepEqual(await outcome(['#!/bin/cat', 'not a shell']), { output: '#!/bin/cat\nnot a shell\n', errors: '', status: 0 });
});

test('a folder that is not there fails the script', async () => {
  const { status, output } = await outcome(['echo never'], '/no/such/folder');
  assert.equal(status, 1);
  assert.equal(output, '');
});

test('a script is ended with everything that it started', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'script-'));
  const process = start(scriptProcess('i-1', 'c-1', ['sleep 300 & echo $! > "$(dirname "$0")/child"', 'sleep 300'], '/'), folder);
  const ended = once(process, 'close');
  await until(() => existsSync(join(folder, 'child')) && readFileSync(join(folder, 'child'), 'utf8') !== '');
  const child = Number(readFileSync(join(folder, 'child'), 'utf8'));
  const [status] = await once(start(killProcess('i-1', 'c-1'), folder), 'close') as [number];
  assert.equal(status, 0);
  await ended;
  await until(() => !isAlive(child));
  assert.equal(isAlive(child), false);
});
