import { appendFileSync } from 'node:fs';
import { assemble } from '../assembly';
import { createCore } from '../assembly/core';
import { systemClock } from '../clock/clock';
import { connectEngine } from '../docker/connect';
import { Feed } from '../feed/feed';
import { FEED_PATH, feedRoute } from '../feed/route';
import { watchedStore } from '../feed/watched-store';
import { openLevelStore } from '../state/level-store';
import { textOf } from './failure';
import type { Home } from './home';
import { openLog } from './lab-log';
import { print, printJson, yellow } from './output';
import { readyText } from './ready-text';
import { removeRunning, STATUS_PATH, writeRunning } from './running';
import { writeSettings, type Settings } from './settings';

/** Runs a lab in this process until it is told to end; resolves when it answers. */
export async function serve(home: Home, settings: Settings, json: boolean): Promise<void> {
  const log = openLog(home.log, (message) => process.stderr.write(`${yellow('warning:')} ${message}\n`));
  process.on('uncaughtExceptionMonitor', (error) => logBreak(home, error));
  // opening the state takes the lock: of two that start at once the second ends here
  const [host, store] = await Promise.all([connectEngine(), openLevelStore(home.state)]).catch(async (error: unknown) => {
    await log.close();
    throw error;
  });
  const { region, timeScale } = settings;
  const feed = new Feed(systemClock);
  const core = createCore({ name: home.name, region, home: home.folder, timeScale, clock: systemClock, store: watchedStore(store, feed), log });
  const lab = assemble(core, host);
  let ending: Promise<void> | undefined;
  const end = (why: string): void => {
    // asked twice: whoever asks does not want to wait, and the next start reconciles
    if (ending) process.exit(1);
    ending = (async () => {
      log.info(`the lab ends: ${why}`);
      await lab.stop();
      await core.gateway.close();
      await store.close();
      removeRunning(home);
      await log.close();
      if (!json) print(`The lab ${home.name} has ended. What its instances run goes on: take it up with ecs-lab up, or remove it with ecs-lab down.`);
    })().then(() => process.exit(0), (error: unknown) => {
      process.stderr.write(`ecs-lab: the lab did not end cleanly: ${textOf(error)}\n`);
      process.exit(1);
    });
  };
  try {
    const startedAt = new Date().toISOString();
    const port = await core.gateway.listen(settings.port);
    const running = { pid: process.pid, endpoint: core.gateway.endpoint(), region, startedAt };
    core.gateway.route(STATUS_PATH, async () => ({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: home.name, ...running, port, timeScale, log: home.log, ...lab.status() }),
    }));
    core.gateway.route(FEED_PATH, feedRoute(feed));
    writeSettings(home, { ...settings, port });
    await lab.start();
    writeRunning(home, running);
  } catch (error) {
    await core.gateway.close();
    await lab.stop();
    await store.close();
    throw error;
  }
  process.on('SIGINT', () => end('interrupted'));
  process.on('SIGTERM', () => end('asked to'));
  const endpoint = core.gateway.endpoint();
  log.info(`the lab ${home.name} answers at ${endpoint} (${region}, time scale ${timeScale})`);
  if (json) printJson({ name: home.name, endpoint, pid: process.pid, log: home.log });
  else print(`${readyText(home, endpoint)}\nCtrl-C ends this process; instances keep running until ecs-lab down.`);
}

/** Written at once, for nothing is after it; node itself prints the error too. */
function logBreak(home: Home, error: Error): void {
  try {
    appendFileSync(home.log, `${new Date().toISOString()} error the lab breaks off: ${error.stack ?? error.message}\n`);
  } catch (unwritable) {
    process.stderr.write(`the log ${home.log} cannot be written: ${textOf(unwritable)}\n`);
  }
}
