import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from './failure';
import type { Home } from './home';
import { withProgress } from './progress';
import { askStatus, type Running } from './running';
import type { Settings } from './settings';

/** Set for a process that another one waits for, which then removes what a failed start leaves. */
export const DETACHED = 'ECS_LAB_DETACHED';

// a lab allocates little and lives long: a small nursery keeps about 15 MB out of memory
const SMALL = ['--max-semi-space-size=1'];

/** A lab that answers. */
export interface Started extends Running {
  readonly name: string;
  readonly log: string;
}

/** Starts the lab as a process of its own; resolves when it answers, rejects with its own sentence when it ends before. */
export async function startDetached(home: Home, { port, region, timeScale }: Settings): Promise<Started> {
  const output = join(home.folder, 'start.log');
  const file = openSync(output, 'w');
  const [script = ''] = process.argv.slice(1);
  const child = spawn(process.execPath, [...process.execArgv, ...SMALL, script, 'up', '--name', home.name, '--port', String(port), '--region', region, '--time-scale', String(timeScale)],
    { detached: true, stdio: ['ignore', file, file], env: { ...process.env, NO_COLOR: '1', [DETACHED]: '1' } });
  closeSync(file);
  let ended: string | undefined;
  child.once('error', (error) => { ended = error.message; });
  child.once('exit', (code, signal) => { ended = reasonIn(output) ?? `the lab ended at once (${signal ?? `exit code ${code}`}); see ${output}`; });
  const ready = async (): Promise<Running> => {
    for (;;) {
      if (ended !== undefined) throw new Failure(ended);
      const running = await askStatus(home);
      if (running && running.pid === child.pid) return running;
      await pause(20);
    }
  };
  const { pid, endpoint, startedAt } = await withProgress('starting the lab', ready());
  child.unref();
  return { name: home.name, pid, endpoint, region, startedAt, log: home.log };
}

function reasonIn(file: string): string | undefined {
  return /ecs-lab: (.*)/.exec(readFileSync(file, 'utf8'))?.[1];
}
