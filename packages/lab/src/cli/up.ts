import { mkdirSync } from 'node:fs';
import { connectEngine } from '../docker/connect';
import { systemClock } from '../clock/clock';
import { openLevelStore } from '../state/level-store';
import { startDetached } from './detach';
import { Failure, textOf } from './failure';
import { homeOf, type Home } from './home';
import { openLog } from './lab-log';
import { makeToolFiles } from './environment';
import { bold, print, printJson, yellow } from './output';
import type { UpOptions } from './program';
import { askStatus, removeRunning, STATUS_PATH, writeRunning } from './running';
import { settingsFor, writeSettings, type Settings } from './settings';

/** Starts a lab, in the foreground until it is told to end, or detached until it is ready. */
export async function up(options: UpOptions): Promise<void> {
  const home = homeOf(options.name);
  const running = await askStatus(home);
  if (running) throw new Failure(`the lab ${home.name} already runs at ${running.endpoint} (process ${running.pid}): use it with eval "$(ecs-lab env)", or end it with ecs-lab down`);
  const settings = settingsFor(home, options);
  makeHome(home);
  if (options.detach) {
    const started = await startDetached(home, settings);
    return options.json ? printJson(started) : print(readyText(home, started.endpoint));
  }
  await serve(home, settings, options.json === true);
}

function makeHome(home: Home): void {
  try {
    mkdirSync(home.folder, { recursive: true });
    makeToolFiles(home);
  } catch (error) {
    throw new Failure(`the lab cannot keep its state in ${home.folder}: ${textOf(error)}`);
  }
}

async function serve(home: Home, settings: Settings, json: boolean): Promise<void> {
  const log = openLog(home.log, (message) => process.stderr.write(`${yellow('warning:')} ${message}\n`));
  // opening the state takes the lock: of two that start at once the second ends here
  const [host, store, { createCore }, { assemble }] = await Promise.all([connectEngine(), openLevelStore(home.state), import('../assembly/core'), import('../assembly')]);
  const core = createCore({ name: home.name, region: settings.region, home: home.folder, timeScale: settings.timeScale, clock: systemClock, store, log });
  const lab = assemble(core, host);
  let ending: Promise<void> | undefined;
  const end = (why: string): void => {
    ending ??= (async () => {
      log.info(`the lab ends: ${why}`);
      await lab.stop();
      await core.gateway.close();
      await store.close();
      removeRunning(home);
      await log.close();
    })().then(() => process.exit(0), (error: unknown) => {
      process.stderr.write(`ecs-lab: the lab did not end cleanly: ${textOf(error)}\n`);
      process.exit(1);
    });
  };
  try {
    const startedAt = new Date().toISOString();
    core.gateway.route(STATUS_PATH, async () => ({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: home.name, pid: process.pid, endpoint: core.gateway.endpoint(), startedAt, ...settings, log: home.log, ...await lab.status() }),
    }));
    settings = { ...settings, port: await core.gateway.listen(settings.port) };
    writeSettings(home, settings);
    await lab.start();
    writeRunning(home, { pid: process.pid, endpoint: core.gateway.endpoint(), region: settings.region, startedAt });
  } catch (error) {
    await core.gateway.close();
    await store.close();
    throw error;
  }
  process.on('SIGINT', () => end('interrupted'));
  process.on('SIGTERM', () => end('asked to'));
  const endpoint = core.gateway.endpoint();
  log.info(`the lab ${home.name} answers at ${endpoint} (${settings.region}, time scale ${settings.timeScale})`);
  if (json) printJson({ name: home.name, endpoint, pid: process.pid, log: home.log });
  else print(`${readyText(home, endpoint)}\nCtrl-C ends this process; instances keep running until ecs-lab down.`);
}

function readyText({ name, log }: Home, endpoint: string): string {
  return `The lab ${bold(name)} answers at ${bold(endpoint)}. Use it with: eval "$(ecs-lab env${name === 'default' ? '' : ` --name ${name}`})"\nLog: ${log}`;
}
