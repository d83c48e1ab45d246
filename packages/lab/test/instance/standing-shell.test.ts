import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Process, ProcessSpec } from '../../src/instance/process';
import { StandingShell } from '../../src/instance/standing-shell';

/** Processes of this machine in place of an instance's. */
class LocalProcesses {
  readonly started: Process[] = [];

  readonly run = async ({ argv: [command = '', ...args] }: ProcessSpec): Promise<Process> => {
    const child = spawn(command, args, { detached: true });
    const exit = once(child, 'exit').then(([status]: (number | null)[]) => status ?? -1);
    const process = {
      output: child.stdout, errorOutput: child.stderr, input: child.stdin, exit,
      resize: async () => undefined,
      // with all that it has started
      close: () => { globalThis.process.kill(-(child.pid ?? NaN), 'SIGKILL'); },
    };
    this.started.push(process);
    return process;
  };
}

describe('the standing shell of an instance', () => {
  it('gives each program its arguments and its input, and back its status and what it wrote to stderr', async () => {
    const processes = new LocalProcesses();
    const shell = new StandingShell(processes.run);
    const program = 'read -r line; echo "$line of $1 and $2" >&2; echo nobody reads this; exit 3';
    const first = shell.do(program, ['10.0.0.1/24', 'a:b'], 'first\nrest\n');
    const second = shell.do('exit 0', [], '');
    assert.deepEqual(await first, { status: 3, errorOutput: 'first of 10.0.0.1/24 and a:b' });
    assert.deepEqual(await second, { status: 0, errorOutput: '' });
    assert.equal(processes.started.length, 1);
    await shell.close();
  });

  it('carries any input unchanged', async () => {
    const shell = new StandingShell(new LocalProcesses().run);
    await fc.assert(fc.asyncProperty(fc.string({ minLength: 1, unit: 'binary' }), async (input) => {
      // a lone surrogate has no bytes of its own
      const bytes = Buffer.from(input);
      const { errorOutput } = await shell.do('base64 -w 0 >&2', [], input);
      assert.equal(errorOutput, bytes.toString('base64'));
    }), { numRuns: 30 });
    await shell.close();
  });

  it('fails what a lost shell had not done, and begins again with the next program', async () => {
    const processes = new LocalProcesses();
    const shell = new StandingShell(processes.run);
    await shell.do('exit 0', [], '');
    // what is heard first is the kernel's choice
    const asked = assert.rejects(shell.do('sleep 60', [], ''), /^Error: the shell on the instance ended: (status -1|\w+ (EPIPE|ECONNRESET))$/);
    processes.started[0]?.close();
    await asked;
    assert.equal((await shell.do('exit 0', [], '')).status, 0);
    assert.equal(processes.started.length, 2);
    await shell.close();
  });

  it('says why it cannot be had, and tries again at the next program', async () => {
    const processes = new LocalProcesses();
    let failing = true;
    const shell = new StandingShell((spec) => failing ? Promise.reject(new Error('the instance is gone')) : processes.run(spec));
    await assert.rejects(shell.do('exit 0', [], ''), /^Error: the instance is gone$/);
    failing = false;
    assert.equal((await shell.do('exit 0', [], '')).status, 0);
    await shell.close();
  });

  it('refuses an argument that the shell would read as more than a word', async () => {
    const shell = new StandingShell(new LocalProcesses().run);
    await assert.rejects(shell.do('exit 0', ['a b'], ''), /'a b' cannot be an argument .* one word of letters/);
    await assert.rejects(shell.do('exit 0', ['$HOME'], ''), /cannot be an argument/);
  });
});
