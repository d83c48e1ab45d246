import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { EXIT, Failure } from './failure';
import type { Home } from './home';

/** Which process runs a lab, and where it answers. */
export interface Running {
  readonly pid: number;
  readonly endpoint: string;
  readonly region: string;
  readonly startedAt: string;
}

export const STATUS_PATH = '/_ecs-lab/status';

export function writeRunning(home: Home, running: Running): void {
  writeFileSync(home.running, `${JSON.stringify(running)}\n`);
}

export function removeRunning(home: Home): void {
  rmSync(home.running, { force: true });
}

/** What the last start wrote down; undefined when there was none or it ended cleanly. */
export function readRunning(home: Home): Running | undefined {
  let text: string;
  try {
    text = readFileSync(home.running, 'utf8');
  } catch {
    return undefined;
  }
  try {
    return JSON.parse(text) as Running;
  } catch {
    // cut short by a full disk: as good as none
    return undefined;
  }
}

/** Asks the lab that should be running; undefined when nobody answers under that name. */
export async function askStatus(home: Home, timeout = 2_000): Promise<(Running & { readonly status: object }) | undefined> {
  const running = readRunning(home);
  if (!running) return undefined;
  try {
    const response = await fetch(`${running.endpoint}${STATUS_PATH}`, { signal: AbortSignal.timeout(timeout) });
    if (!response.ok) return undefined;
    const status = await response.json() as { readonly name?: string; readonly pid?: number };
    return status.name === home.name && status.pid === running.pid ? { ...running, status } : undefined;
  } catch {
    return undefined;
  }
}

/** The running lab, or the sentence that says how to start it. */
export async function requireRunning(home: Home): Promise<Running & { readonly status: object }> {
  const running = await askStatus(home);
  if (!running) throw new Failure(`the lab ${home.name} is not running: start it with ecs-lab up${home.name === 'default' ? '' : ` --name ${home.name}`}`, EXIT.notRunning);
  return running;
}
