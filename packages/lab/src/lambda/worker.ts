import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { launchChild } from './launch';

export interface FunctionFailure {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

export interface Invocation {
  readonly requestId: string;
  /** JSON text. */
  readonly event: string;
  readonly functionArn: string;
  readonly timeoutMs: number;
}

export type Outcome = { readonly payload: string } | { readonly failure: FunctionFailure };

type Message =
  | { readonly kind: 'log'; readonly at: number; readonly message: string }
  | { readonly kind: 'result'; readonly requestId: string; readonly payload: string }
  | { readonly kind: 'failure'; readonly requestId?: string; readonly error: FunctionFailure };

/** One process of one function: one invocation at a time. */
export class Worker {
  private readonly child: ChildProcess;
  private settle: ((outcome: Outcome) => void) | undefined;
  private requestId = '';
  /** Resolves when the process has ended. */
  readonly ended: Promise<void>;
  private gone = false;

  constructor(
    runtime: string, codePath: string, environment: Record<string, string>, private readonly onLine: (message: string, at?: number) => void,
    through: readonly string[] = [],
  ) {
    this.child = launchChild(runtime, codePath, environment, through);
    for (const stream of [this.child.stdout, this.child.stderr]) if (stream) this.readLines(stream);
    this.child.on('message', (message) => this.received(message as Message));
    this.ended = new Promise((resolve) => {
      this.child.once('exit', (code, signal) => {
        this.gone = true;
        this.finish({ failure: exitFailure(this.requestId, code, signal) });
        resolve();
      });
      this.child.once('error', (error) => {
        this.gone = true;
        this.finish({ failure: { errorType: 'Runtime.ExitError', errorMessage: `the function's process could not be started: ${error.message}` } });
        resolve();
      });
    });
  }

  get usable(): boolean {
    return !this.gone && this.child.connected;
  }

  async invoke({ requestId, event, functionArn, timeoutMs }: Invocation): Promise<Outcome> {
    this.requestId = requestId;
    const outcome = new Promise<Outcome>((resolve) => { this.settle = resolve; });
    const timer = setTimeout(() => {
      this.finish({ failure: { errorType: 'Sandbox.Timedout', errorMessage: `RequestId: ${requestId} Error: Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds` } });
      this.end();
    }, timeoutMs);
    this.child.send({ requestId, event, functionArn, deadline: Date.now() + timeoutMs }, (error) => {
      if (error) this.finish({ failure: exitFailure(requestId, this.child.exitCode, this.child.signalCode) });
    });
    try {
      return await outcome;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Kills the process. */
  end(): void {
    this.gone = true;
    this.child.kill('SIGKILL');
  }

  private readLines(stream: Readable): void {
    createInterface({ input: stream, crlfDelay: Infinity }).on('line', (line) => { if (line !== '') this.onLine(line); });
  }

  private received(message: Message): void {
    if (message.kind === 'log') this.onLine(message.message, message.at);
    // what comes late from the invocation before is no answer to this one
    else if (message.requestId !== undefined && message.requestId !== this.requestId) return;
    else if (message.kind === 'result') this.finish({ payload: message.payload });
    else this.finish({ failure: message.error });
  }

  private finish(outcome: Outcome): void {
    this.settle?.(outcome);
    this.settle = undefined;
  }
}

function exitFailure(requestId: string, code: number | null, signal: NodeJS.Signals | null): FunctionFailure {
  const how = signal ? `signal: ${signal}` : code === 0 ? 'exit without providing a reason' : `exit status ${code ?? 'unknown'}`;
  const text = signal || code !== 0 ? `Runtime exited with error: ${how}` : 'Runtime exited without providing a reason';
  return { errorType: 'Runtime.ExitError', errorMessage: `RequestId: ${requestId} Error: ${text}` };
}
