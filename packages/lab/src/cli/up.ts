import { existsSync, mkdirSync, rmSync } from 'node:fs';
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
  if (running) throw new Failure(`the lab ${home.name} already runs at ${running.endpoint} (process ${running.pid}): use it with eval "$(ecs-lab env)", or end it with ecs-lab down`);
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

/** Whether the folder was not there before. */
function makeHome(home: Home): boolean {
  try {
    const isNew = mkdirSync(home.folder, { recursive: true }) !== undefined;
    makeToolFiles(home);
    return isNew;
  } catch (error) {
    throw new Failure(`the lab cannot keep its state in ${home.folder}: ${textOf(error)}`);
  }
}
