import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { run } from '../workshop/child';
import { root } from '../workshop/lab-control';

/** Resident memory of a process in MiB. */
export async function residentMemory(pid: number): Promise<number> {
  const kilobytes = Number(await run('ps', ['-o', 'rss=', '-p', String(pid)], { cwd: root }));
  if (!(kilobytes > 0)) throw new Error(`ps does not tell the resident memory of process ${pid}`);
  return kilobytes / 1024;
}

/** Resident memory in MiB of a Node process that does nothing. */
export async function bareMemory(): Promise<number> {
  const idle = spawn(process.execPath, ['-e', 'setInterval(() => {}, 60000); console.log()'], { stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    await once(idle.stdout, 'data');
    return await residentMemory(idle.pid!);
  } finally {
    idle.kill();
  }
}
