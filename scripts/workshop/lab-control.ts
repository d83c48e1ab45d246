import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { run } from './child';

export const root = join(__dirname, '..', '..');
const bin = join(root, 'packages', 'lab', 'bin', 'ecs-lab.cjs');

/** Starts and stops one named lab through its own command. */
export class LabControl {
  constructor(readonly name: string, private readonly show: NodeJS.WritableStream) {}

  async up(port: number): Promise<void> {
    await run(process.execPath, [bin, 'up', '--name', this.name, '--port', String(port), '--detach'], { cwd: root, show: this.show });
  }

  /** The environment that leads the stock tools to this lab and nowhere else. */
  async environment(): Promise<Readonly<Record<string, string | null>>> {
    const text = await run(process.execPath, [bin, 'env', '--name', this.name, '--json'], { cwd: root });
    return JSON.parse(text) as Record<string, string | null>;
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
