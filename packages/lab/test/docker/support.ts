import { randomBytes } from 'node:crypto';
import { after } from 'node:test';
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
