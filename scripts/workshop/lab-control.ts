import { spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { run } from './child';

export const root = join(__dirname, '..', '..');
const bin = join(root, 'packages', 'lab', 'bin', 'ecs-lab.cjs');

/** Variables to set and variables to remove. */
export interface LabEnvironment {
  readonly set: Readonly<Record<string, string>>;
  readonly unset: readonly string[];
}

/** Starts and stops one named lab through its own command. */
export class LabControl {
  constructor(readonly name: string, private readonly show: NodeJS.WritableStream) {}

  /** `timeScale`: what AWS's long timers are divided by. Default: the lab's own. */
  async up(port: number, timeScale?: number): Promise<void> {
    const scale = timeScale === undefined ? [] : ['--time-scale', String(timeScale)];
    await run(process.execPath, [bin, 'up', '--name', this.name, '--port', String(port), ...scale, '--detach'], { cwd: root, show: this.show });
  }

  /** What leads the stock tools to this lab and nowhere else. */
  async environment(): Promise<LabEnvironment> {
    const text = await run(process.execPath, [bin, 'env', '--name', this.name, '--json'], { cwd: root });
    return JSON.parse(text) as LabEnvironment;
  }

  /** Makes it the environment of this process and of all it starts. */
  async enter(): Promise<void> {
    const { set, unset } = await this.environment();
    for (const name of unset) delete process.env[name];
    Object.assign(process.env, set);
  }

  /** Whether a lab of this name answers. */
  isRunning(): boolean {
    const status = spawnSync(process.execPath, [bin, 'status', '--name', this.name, '--json'], { cwd: root, stdio: 'ignore' });
    return status.status === 0;
  }

  async down(): Promise<void> {
    await run(process.execPath, [bin, 'down', '--name', this.name], { cwd: root, show: this.show });
  }

  /** `down` that goes on by itself, for when this process must end at once. */
  downDetached(): void {
    spawn(process.execPath, [bin, 'down', '--name', this.name], { cwd: root, detached: true, stdio: 'ignore' }).unref();
  }
}

/** The wanted port, or a free one where it is taken. */
export async function freePort(wanted: number): Promise<number> {
  const listen = (port: number) => new Promise<number | undefined>((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : undefined));
    });
  });
  const found = await listen(wanted) ?? await listen(0);
  if (found === undefined) throw new Error('no port of 127.0.0.1 is free: end what listens on one');
  return found;
}
