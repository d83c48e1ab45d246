import type Dockerode from 'dockerode';
import type { Clock } from '../../../clock/clock';
import { engineText } from '../../../docker/engine-error';
import { followContainers, type ContainerEvent } from '../../../docker/events';
import type { LabLog } from '../../../lab';
import { TASK_ARN_LABEL } from '../plan/labels';

const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 5_000;
const ACTIONS = ['die', 'health_status'];

export interface WatchOptions {
  readonly instanceId: string;
  readonly docker: Dockerode;
  readonly clock: Clock;
  readonly log: LabLog;
  readonly onEvent: (event: ContainerEvent) => void;
  /** What was missed while the stream was broken has to be looked up. */
  readonly onResumed: () => Promise<void>;
}

/** Follows what happens to the task containers of an instance, again and again until it is closed. */
export class EngineWatch {
  private stream?: { close(): void };
  private cancelRetry?: () => void;
  private closed = false;

  constructor(private readonly options: WatchOptions) {}

  /** Rejects when the engine does not answer. */
  async open(): Promise<void> {
    const { docker, onEvent } = this.options;
    const stream = await followContainers(docker, [TASK_ARN_LABEL], ACTIONS, onEvent, () => this.retry(FIRST_PAUSE));
    if (this.closed) {
      stream.close();
    }
    this.stream = stream;
  }

  close(): void {
    this.closed = true;
    this.cancelRetry?.();
    this.stream?.close();
  }

  private retry(pause: number): void {
    if (this.closed) {
      return;
    }
    const { clock, log, instanceId, onResumed } = this.options;
    this.cancelRetry = clock.after(pause, () => {
      this.open().then(onResumed).catch((error: unknown) => {
        if (pause === FIRST_PAUSE) {
          log.warn(`${instanceId}: the engine's events cannot be followed: ${engineText(error)}`);
        }
        this.stream?.close();
        this.retry(Math.min(pause * 2, LONGEST_PAUSE));
      });
    });
  }
}
