import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, type TestContext } from 'node:test';
import type { LabLog } from '../../src/lab';
import { connectEngine, type HostEngine } from '../../src/docker/connect';
import { reap } from '../../src/docker/reaper';

/** A lab name that nobody else uses, on the machine's engine. Everything that carries it is removed after the tests of the file. */
export class TestLab {
  readonly lab = `test-${randomBytes(4).toString('hex')}`;
  private engine: HostEngine | undefined;

  constructor() {
    after(() => reap(this.host.docker, this.lab));
  }

  /** For the file's one `before` hook: several would not wait for each other. */
  async connect(): Promise<void> {
    this.engine = await connectEngine();
  }

  get host(): HostEngine {
    if (!this.engine) {
      throw new Error('call connect() in a before hook');
    }
    return this.engine;
  }
}

/** A log that remembers. */
export function rememberingLog(): LabLog & { readonly warnings: string[]; readonly lines: string[] } {
  const warnings: string[] = [];
  const lines: string[] = [];
  return { warnings, lines, info: (line) => lines.push(line), warn: (line) => warnings.push(line) };
}

/** Path of a socket on which something answers as an engine might, until the end of the test. */
export async function fakeEngine(context: TestContext, answer: RequestListener): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ecs-lab-test-'));
  const path = join(folder, 'docker.sock');
  const server = createServer(answer).listen(path);
  await once(server, 'listening');
  context.after(async () => {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true });
  });
  return path;
}
