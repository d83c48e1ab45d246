import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { EXIT, Failure } from './failure';
import type { Home } from './home';
import type { UpOptions } from './program';

/** What holds for the life of a lab's state. */
export interface Settings {
  readonly region: string;
  readonly port: number;
  readonly timeScale: number;
}

/** Long AWS timers run this many times faster unless asked otherwise: 15 minutes are 90 seconds. */
export const DEFAULT_TIME_SCALE = 10;
export const DEFAULT_PORT = 4_510;
export const DEFAULT_REGION = 'us-east-1';

/** The settings of this start: what is asked for, else what the state was made with, else the defaults. */
export function settingsFor(home: Home, { port, region, timeScale }: UpOptions): Settings {
  const kept = readSettings(home);
  if (kept && region !== undefined && region !== kept.region) {
    throw new Failure(`the state of the lab ${home.name} is for ${kept.region} and cannot serve ${region}: give the other region its own --name, or remove this one with ecs-lab down`, EXIT.usage);
  }
  return {
    region: region ?? kept?.region ?? DEFAULT_REGION,
    port: port ?? kept?.port ?? DEFAULT_PORT,
    timeScale: timeScale ?? kept?.timeScale ?? DEFAULT_TIME_SCALE,
  };
}

export function writeSettings(home: Home, settings: Settings): void {
  writeFileSync(home.settings, `${JSON.stringify(settings)}\n`);
}

function readSettings(home: Home): Settings | undefined {
  if (!existsSync(home.settings)) return undefined;
  try {
    return JSON.parse(readFileSync(home.settings, 'utf8')) as Settings;
  } catch {
    throw new Failure(`${home.settings} is damaged: remove the lab with ecs-lab down${home.name === 'default' ? '' : ` --name ${home.name}`}`);
  }
}
