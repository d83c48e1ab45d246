import { environmentOf, makeToolFiles, serviceEndpoints, UNSET } from './environment';
import { homeOf } from './home';
import { print, printJson } from './output';
import type { NamedOptions } from './program';
import { requireRunning } from './running';

/** Prints the environment of a running lab: lines for a shell, or JSON with `set` and `unset`. */
export async function env({ name, json }: NamedOptions): Promise<void> {
  const home = homeOf(name);
  const running = await requireRunning(home);
  makeToolFiles(home);
  const set = environmentOf(home, running);
  const unset = [...UNSET, ...serviceEndpoints(process.env)];
  if (json) return printJson({ set, unset });
  print(`unset ${unset.join(' ')}`);
  for (const [variable, value] of Object.entries(set)) print(`export ${variable}=${quoted(value)}`);
}

function quoted(value: string): string {
  return /^[\w.:/,@-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}
