import type { AgentChannel, TerminalSize } from '@cdk-ecs-network-modes/session-channel';
import type { Clock } from '../../clock/clock';
import type { Process } from '../../instance/process';
import type { LabLog } from '../../lab';
import type { SessionPlan } from '../plan';
import { Pump, failStart } from './pump';
import type { Runner } from './runner';

/** Input that may wait for a process, in bytes. */
export const INPUT_LIMIT = 1024 * 1024;

/** The process of a session, from the moment that it is asked for: input and sizes wait until it is there. */
export class SessionProcess implements Runner {
  private process?: Process;
  private pump?: Pump;
  private early: Uint8Array[] = [];
  private size?: TerminalSize;
  private fate: 'attached' | 'abandoned' | 'closed' = 'attached';
  /** Resolves when nothing of the process is left to watch. Never rejects. */
  readonly done: Promise<void>;

  constructor(
    private readonly plan: SessionPlan, private readonly channel: AgentChannel, private readonly clock: Clock, private readonly log: LabLog,
    private readonly activity: () => void, private readonly drained: () => void,
  ) {
    this.done = this.start();
  }

  write(bytes: Uint8Array): void {
    if (this.fate !== 'attached') return;
    if (this.process === undefined) this.early.push(bytes);
    else if (this.process.input.writable) this.process.input.write(bytes);
  }

  get full(): boolean {
    const early = this.early.reduce((sum, { length }) => sum + length, 0);
    return this.fate === 'attached' && (this.process === undefined ? early : this.process.input.writableLength) > INPUT_LIMIT;
  }

  resize(size: TerminalSize): void {
    this.size = size;
    if (this.plan.output !== 'terminal') return;
    this.process?.resize(size.columns, size.rows).catch((error: unknown) => {
      this.log.warn(`session ${this.plan.sessionId}: the terminal could not be resized: ${String(error)}`);
    });
  }

  resume(): void {
    this.pump?.resume();
  }

  /** The client is gone, the process goes on: its output is read and thrown away. */
  abandon(): void {
    if (this.fate !== 'attached') return;
    this.fate = 'abandoned';
    this.pump?.abandon();
  }

  /** The process sees a hang-up. */
  close(): void {
    if (this.fate === 'closed') return;
    this.fate = 'closed';
    this.pump?.abandon();
    this.process?.close();
  }

  private async start(): Promise<void> {
    try {
      const process = await this.plan.start();
      this.process = process;
      process.input.on('drain', this.drained).on('close', this.drained);
      this.pump = new Pump({
        process,
        channel: this.channel,
        output: this.plan.output,
        log: this.plan.log,
        after: (milliseconds, work) => this.clock.after(milliseconds, work),
        activity: this.activity,
      });
      this.catchUp(process);
      await process.exit;
    } catch (error) {
      // the pump tells of a process that ended badly; here it never came to one
      if (this.process === undefined) failStart(this.channel, this.plan.output, error);
    }
  }

  /** What was asked for before the process was there. */
  private catchUp(process: Process): void {
    if (this.fate === 'abandoned') this.pump?.abandon();
    if (this.fate === 'closed') {
      this.pump?.abandon();
      process.close();
      return;
    }
    if (this.size !== undefined) this.resize(this.size);
    this.early.forEach((bytes) => process.input.write(bytes));
    this.early = [];
    this.drained();
  }
}
