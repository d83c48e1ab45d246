import { PassThrough } from 'node:stream';
import type { Process, ProcessSpec } from '../../../src/instance/process';

/** A process that does what a test tells it to. */
export class FakeProcess implements Process {
  readonly output = new PassThrough();
  readonly errorOutput?: PassThrough;
  readonly input = new PassThrough();
  readonly exit: Promise<number>;
  readonly sizes: string[] = [];
  typed = '';
  closed = false;
  private settle: { resolve(status: number): void; reject(error: Error): void } = { resolve: () => undefined, reject: () => undefined };

  constructor(terminal = true) {
    if (!terminal) this.errorOutput = new PassThrough();
    this.exit = new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
    });
    this.input.on('data', (chunk: Buffer) => {
      this.typed += chunk.toString();
    });
  }

  async resize(columns: number, rows: number): Promise<void> {
    this.sizes.push(`${columns}x${rows}`);
  }

  /** Hangs up, and the process ends of it. */
  close(): void {
    this.closed = true;
    this.end(129);
  }

  /** Ends by itself. */
  end(status = 0): void {
    this.output.end();
    this.errorOutput?.end();
    this.settle.resolve(status);
  }

  fail(text: string): void {
    this.output.end();
    this.errorOutput?.end();
    this.settle.reject(new Error(text));
  }
}

/** Hands out fake processes and remembers what was asked for. */
export class FakeMachine {
  readonly started: { instanceId: string; spec: ProcessSpec; process: FakeProcess }[] = [];
  running = true;

  /** What becomes of a process right after its start. Default: nothing */
  constructor(private readonly behave: (process: FakeProcess, spec: ProcessSpec) => void = () => undefined) {}

  readonly run = async (instanceId: string, spec: ProcessSpec): Promise<FakeProcess> => {
    const process = new FakeProcess(spec.terminal !== undefined);
    this.started.push({ instanceId, spec, process });
    this.behave(process, spec);
    return process;
  };

  readonly isRunning = (): boolean => this.running;
}
