import { existsSync, mkdirSync, rmSync, statfsSync } from 'node:fs';
import { DETACHED, startDetached } from './detach';
import { Failure, textOf } from './failure';
import { homeOf, type Home } from './home';
import { makeToolFiles } from './environment';
import { print, printJson } from './output';
import type { UpOptions } from './program';
import { readyText } from './ready-text';
import { askStatus } from './running';
import { settingsFor } from './settings';

/** Starts a lab, in the foreground until it is told to end, or detached until it is ready. */
export async function up(options: UpOptions): Promise<void> {
  const home = homeOf(options.name);
  const running = await askStatus(home);
  if (running) throw new Failure(`the lab ${home.name} already runs at ${running.endpoint} (process ${running.pid}): use it with eval "$(ecs-lab env --name ${home.name})", or end it with ecs-lab down --name ${home.name}`);
  const settings = settingsFor(home, options);
  const isNew = makeHome(home);
  try {
    if (!options.detach) return await (await import('./serve')).serve(home, settings, options.json === true);
    const started = await startDetached(home, settings);
    return options.json ? printJson(started) : print(readyText(home, started.endpoint));
  } catch (error) {
    // settings are written by the first start that succeeds: before that there is nothing to keep
    if (isNew && !existsSync(home.settings) && process.env[DETACHED] === undefined) rmSync(home.folder, { recursive: true, force: true });
    throw error;
  }
}

/** MiB that a lab wants to find free for its state, its log and the code of functions. */
const ROOM = 16;

/** Whether the folder was not there before. */
function makeHome(home: Home): boolean {
  try {
    const isNew = mkdirSync(home.folder, { recursive: true }) !== undefined;
    const { bavail, bsize } = statfsSync(home.folder);
    if (bavail * bsize < ROOM * 2 ** 20) {
      if (isNew) rmSync(home.folder, { recursive: true });
      throw new Error(`${Math.floor(bavail * bsize / 1024)} KiB are free there, at least ${ROOM} MiB are needed: free disk space, or set ECS_LAB_HOME`);
    }
    makeToolFiles(home);
    return isNew;
  } catch (error) {
    throw new Failure(`the lab cannot keep its state in ${home.folder}: ${textOf(error)}`);
  }
}
