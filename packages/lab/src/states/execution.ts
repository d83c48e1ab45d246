import { rolePrincipal } from '../iam/principals';
import { AwsError } from '../gateway/aws-error';
import type { Lab } from '../lab';
import { parseDefinition } from './parse';
import { step, TaskFailed, type Position, type TaskCall } from './step';

/** An execution as it is kept: a running one can be taken up from its position. */
export interface ExecutionRecord {
  readonly arn: string;
  readonly name: string;
  readonly machineArn: string;
  readonly definition: string;
  readonly roleArn: string;
  readonly input: string;
  readonly status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'ABORTED';
  readonly startedAt: number;
  readonly stoppedAt?: number;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
  readonly position: Position;
}

interface Keep {
  get(arn: string): ExecutionRecord | undefined;
  put(arn: string, record: ExecutionRecord): void;
}

/** Runs executions state by state, keeping each position before it goes on. */
export class Executions {
  private readonly cancel = new Map<string, () => void>();
  private stopped = false;

  constructor(private readonly keep: Keep, private readonly lab: Pick<Lab, 'clock' | 'invoke' | 'log'>) {}

  /** Begins an execution, or takes it up where it is. A state that was under way runs again. */
  run({ arn, position }: ExecutionRecord): void {
    if (this.stopped) return;
    if (position.waitSeconds > 0) {
      this.cancel.set(arn, this.lab.clock.after(position.waitSeconds * 1_000, () => this.enter(arn)));
    } else this.enter(arn);
  }

  abort(arn: string, error: string | undefined, cause: string | undefined): void {
    this.cancel.get(arn)?.();
    this.end(arn, { status: 'ABORTED', error, cause });
  }

  /** Begins no further state; running executions are kept for the next start, and what a state still does is not waited for. */
  stop(): void {
    this.stopped = true;
    for (const cancel of this.cancel.values()) cancel();
  }

  private enter(arn: string): void {
    this.cancel.delete(arn);
    void this.step(arn).catch((error: unknown) => {
      this.lab.log.warn(`execution ${arn}: ${error instanceof Error ? error.message : String(error)}`);
      this.end(arn, { status: 'FAILED', error: 'States.Runtime', cause: error instanceof Error ? error.message : String(error) });
    });
  }

  private async step(arn: string): Promise<void> {
    const record = this.keep.get(arn);
    if (record?.status !== 'RUNNING' || this.stopped) return;
    const outcome = await step(parseDefinition(record.definition), record.position, (call) => this.invoke(record, call));
    const now = this.keep.get(arn);
    if (now?.status !== 'RUNNING' || this.stopped) return;
    switch (outcome.kind) {
      case 'succeeded': return this.end(arn, { status: 'SUCCEEDED', output: JSON.stringify(outcome.output ?? null) });
      case 'failed': return this.end(arn, { status: 'FAILED', error: outcome.error, cause: outcome.cause });
      case 'next': {
        const next = { ...now, position: outcome.position };
        this.keep.put(arn, next);
        return this.run(next);
      }
    }
  }

  private end(arn: string, ended: Partial<ExecutionRecord>): void {
    const record = this.keep.get(arn);
    if (record?.status === 'RUNNING') this.keep.put(arn, { ...record, ...ended, stoppedAt: this.lab.clock.now().getTime() });
  }

  private async invoke({ roleArn, name }: ExecutionRecord, { functionName, payload }: TaskCall): Promise<unknown> {
    const principal = rolePrincipal(roleArn, name.replace(/[^\w+=,.@-]/g, '-').slice(0, 64).padEnd(2, '-'));
    const input = { FunctionName: functionName, InvocationType: 'RequestResponse', Payload: Buffer.from(JSON.stringify(payload ?? null)) };
    const { FunctionError, Payload } = await this.lab.invoke<{ readonly FunctionError?: string; readonly Payload?: Uint8Array }>('lambda', 'Invoke', input, principal)
      .catch((error: unknown) => {
        throw error instanceof AwsError ? new TaskFailed(`Lambda.${error.code.replace(/Exception$/, '')}Exception`, error.message) : error;
      });
    const text = Buffer.from(Payload ?? []).toString('utf8');
    if (FunctionError === undefined) return JSON.parse(text === '' ? 'null' : text);
    const { errorType } = JSON.parse(text) as { readonly errorType?: string };
    throw new TaskFailed(errorType ?? 'Lambda.Unknown', text);
  }
}
