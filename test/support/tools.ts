import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(__dirname, '..', '..');

/** `test`, or a skipped one with a line that says what is missing and where it comes from. */
export function testWith(what: string, found: boolean, cure: string): jest.It {
  if (!found) {
    process.stderr.write(`SKIPPED: ${what} is missing, so the tests that need it did not run; ${cure}\n`);
    return test.skip;
  }
  return test;
}

/** Whether a command ends well, which tells whether it is there. */
export function runs(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/** Whether a file of the repository is there. */
export function repositoryHas(...path: string[]): boolean {
  return existsSync(join(ROOT, ...path));
}
