import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Failure } from './failure';

/** Where the conformance list is, seen from the bundle: it is part of the project and not of the lab. */
const SCRIPT = join(__dirname, '..', '..', '..', 'scripts', 'conformance', 'calibrate', 'main.ts');

/** Runs the project's calibration with these options; ends with its exit code. */
export async function calibrate(options: readonly string[]): Promise<void> {
  if (!existsSync(SCRIPT)) throw new Failure('calibrate needs the conformance list: run it from a clone of the project, with npx ecs-lab calibrate');
  const tsx = pathToFileURL(createRequire(SCRIPT).resolve('tsx')).href;
  // Ctrl-C reaches both: the child removes what it made, and this one waits for it
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
  const child = spawn(process.execPath, ['--import', tsx, SCRIPT, ...options], { stdio: 'inherit' });
  process.exitCode = await new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
