import { randomUUID } from 'node:crypto';
import type { LambdaRuntime } from '../../lambda/runtime';
import type { Lab } from '../../lab';
import type { LambdaTables, PendingEvent } from './model';

/** Lambda tries an event that failed again after one minute and then after two: real milliseconds. */
const RETRY_MS = [60_000, 120_000] as const;

/** Events that were accepted and are run in the background. They survive the lab. */
export class AsyncInvocations {
  private readonly cancel = new Map<string, () => void>();
  private readonly running = new Set<Promise<void>>();
  private stopped = false;

  constructor(
    private readonly tables: LambdaTables, private readonly runtime: LambdaRuntime, private readonly lab: Pick<Lab, 'clock' | 'log'>,
  ) {}

  accept(functionName: string, payload: string): string {
    const event: PendingEvent = { id: randomUUID(), functionName, payload, attempts: 0, dueAt: this.lab.clock.now().getTime() };
    this.tables.pending.put(event.id, event);
    this.schedule(event);
    return event.id;
  }

  /** Once at start: takes up what was accepted before. */
  resume(): void {
    for (const event of this.tables.pending.list()) this.schedule(event);
  }

  /** Begins nothing more; what was accepted is kept for the next start. */
  stop(): void {
    this.stopped = true;
    for (const cancel of this.cancel.values()) cancel();
    this.cancel.clear();
  }

  /** Resolves when the invocations under way have ended. */
  async settled(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }

  private schedule(event: PendingEvent): void {
    if (this.stopped) return;
    const wait = event.dueAt - this.lab.clock.now().getTime();
    if (wait > 0) {
      this.cancel.set(event.id, this.lab.clock.after(wait, () => this.begin(event)));
    } else this.begin(event);
  }

  private begin(event: PendingEvent): void {
    this.cancel.delete(event.id);
    const run = this.run(event).catch((error: unknown) => {
      this.lab.log.warn(`Lambda event ${event.id} for ${event.functionName}: ${error instanceof Error ? error.message : String(error)}`);
      this.again(event);
    }).finally(() => this.running.delete(run));
    this.running.add(run);
  }

  private async run(event: PendingEvent): Promise<void> {
    const config = this.tables.functions.get(event.functionName);
    if (!config) {
      this.tables.pending.delete(event.id);
      return;
    }
    const { functionError, payload } = await this.runtime.invoke(config, event.payload, event.id);
    if (functionError === undefined) {
      this.tables.pending.delete(event.id);
      return;
    }
    this.lab.log.warn(`Lambda function ${event.functionName} failed (attempt ${event.attempts + 1}): ${payload.slice(0, 300)}`);
    this.again(event);
  }

  private again(event: PendingEvent): void {
    if (this.stopped) return;
    const wait = RETRY_MS[event.attempts];
    if (wait === undefined) {
      this.tables.pending.delete(event.id);
      return;
    }
    const next = { ...event, attempts: event.attempts + 1, dueAt: this.lab.clock.now().getTime() + wait };
    this.tables.pending.put(event.id, next);
    this.schedule(next);
  }
}
