import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { EXIT, Failure } from './failure';

/** Where a lab keeps what it needs, below `${ECS_LAB_HOME:-~/.ecs-lab}/<name>`. */
export interface Home {
  readonly name: string;
  /** Holds the homes of every lab. */
  readonly root: string;
  readonly folder: string;
  readonly state: string;
  readonly log: string;
  /** Settings that hold for the life of the state. */
  readonly settings: string;
  /** Says which process runs the lab; gone after a clean end. */
  readonly running: string;
  /** Empty AWS configuration and the tools' private folders. */
  readonly tools: string;
}

/** The home of a lab; refuses names that cannot be part of a Docker name. */
export function homeOf(name: string, environment: NodeJS.ProcessEnv = process.env): Home {
  if (!/^[a-z0-9][a-z0-9-]{0,30}$/.test(name)) {
    throw new Failure(`the lab name ${JSON.stringify(name)} cannot be used: 1 to 31 lower-case letters, digits and hyphens, beginning with a letter or digit`, EXIT.usage);
  }
  const root = resolve(environment.ECS_LAB_HOME ?? join(homedir(), '.ecs-lab'));
  const folder = join(root, name);
  const inside = (file: string): string => join(folder, file);
  return { name, root, folder, state: inside('state'), log: inside('lab.log'), settings: inside('settings.json'), running: inside('running.json'), tools: inside('tools') };
}
