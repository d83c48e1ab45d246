import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { root } from '../workshop/lab-control';

const commands = ['bench', 'bench/synth', 'conformance', 'conformance/calibrate', 'consumers', 'integ', 'newest', 'prove', 'workshop'];

interface Ended {
  readonly status: number;
  readonly output: string;
  readonly errorOutput: string;
}

function run(command: string, option: string): Promise<Ended> {
  const args = ['--import', 'tsx', join('scripts', command, 'main.ts'), option];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: root }, (error, output, errorOutput) => {
      resolve({ status: error === null ? 0 : Number(error.code ?? -1), output, errorOutput });
    });
  });
}

describe('the commands of the README', () => {
  for (const command of commands) {
    it(`${command}: --help prints the usage, and an option that is not known ends with status 2 before anything is done`, async () => {
      const [help, wrong] = await Promise.all([run(command, '--help'), run(command, '--no-such-option')]);
      assert.deepEqual([help.status, wrong.status], [0, 2]);
      assert.match(help.output, /npm run |ecs-lab /);
      assert.equal(wrong.output, '');
      assert.match(wrong.errorOutput, /--no-such-option/);
      assert.ok(wrong.errorOutput.endsWith(`\n\n${help.output}`));
    });
  }
});
