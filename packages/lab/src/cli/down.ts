import { rm, rmdir } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { Failure, textOf } from './failure';
import { homeOf, type Home } from './home';
import { isLabProcess } from './lab-process';
import { print, printJson } from './output';
import { withProgress } from './progress';
import type { NamedOptions } from './program';
import { readRunning } from './running';

/** A lab gets this long to end by itself, in milliseconds. */
const PATIENCE = 10_000;

/** Stops the process of a lab and removes everything of it. Can be repeated, also after a kill. */
export async function down({ name, json }: NamedOptions): Promise<void> {
  const home = homeOf(name);
  const stopped = await withProgress(`stopping the lab ${name}`, stopProcess(home));
  const [{ connectEngine }, { reap }] = await Promise.all([import('../docker/connect'), import('../docker/reaper')]);
  const reaped = await withProgress('removing containers, networks and volumes', connectEngine().then(({ docker }) => reap(docker, name))).catch((error: unknown) => {
    throw new Failure(`the process of the lab is stopped, but its containers, networks and volumes could not be removed: ${textOf(error)}`);
  });
  await rm(home.folder, { recursive: true, force: true });
  // the folder of all labs goes with the last one, unless it is a mount
  await rmdir(home.root).catch((error: NodeJS.ErrnoException) => {
    if (!['ENOTEMPTY', 'ENOENT', 'EEXIST', 'EBUSY'].includes(error.code ?? '')) throw error;
  });
  if (json) return printJson({ name, stopped, ...reaped });
  const { containers, networks, volumes } = reaped;
  print(`The lab ${name} is gone${stopped ? ' (its process was stopped)' : ''}: ${containers} containers, ${networks} networks and ${volumes} volumes removed.`);
}

async function stopProcess(home: Home): Promise<boolean> {
  const running = readRunning(home);
  if (!running || !isLabProcess(running.pid, home.name)) return false;
  process.kill(running.pid, 'SIGTERM');
  for (let waited = 0; isLabProcess(running.pid, home.name); waited += 50) {
    if (waited >= PATIENCE) process.kill(running.pid, 'SIGKILL');
    await pause(50);
  }
  return true;
}
