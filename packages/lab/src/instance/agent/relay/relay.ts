import type Dockerode from 'dockerode';
import type { Clock } from '../../../clock/clock';
import { engineText } from '../../../docker/engine-error';
import type { LabLog } from '../../../lab';
import { attachToAgent } from './agent-container';
import type { RelayConnection } from './connection';
import { RelayLink } from './link';

const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 5_000;
/** Milliseconds in which the relay program has to answer. */
const ANSWER_LIMIT = 10_000;

export interface RelayOptions {
  readonly instanceId: string;
  readonly docker: Dockerode;
  readonly clock: Clock;
  readonly log: LabLog;
  /** Takes a connection that was made on the instance. */
  readonly accept: (connection: RelayConnection) => void;
  /** Told whenever the relay is lost or back. */
  readonly connected: (connected: boolean) => void;
}

/** Keeps the lab attached to the relay program of one instance, again and again until it is closed. */
export class Relay {
  private link?: RelayLink;
  private cancelRetry?: () => void;
  private closed = false;

  constructor(private readonly options: RelayOptions) {}

  /** Resolves when the relay has answered; rejects when the first attempt fails (later ones go on by themselves). */
  async open(): Promise<void> {
    const { docker, instanceId, accept, clock } = this.options;
    const link = new RelayLink(instanceId, await attachToAgent(docker), accept);
    const cancel = clock.after(ANSWER_LIMIT, () => link.close());
    await link.ready.finally(cancel);
    if (this.closed) {
      link.close();
      return;
    }
    this.link = link;
    this.options.connected(true);
    void link.closed.then(() => this.lost());
  }

  /** Has the relay program do the lines, see `agent.pl`. */
  command(lines: readonly string[]): Promise<string> {
    return this.link?.command(lines) ?? Promise.reject(new Error('the relay is not connected'));
  }

  close(): void {
    this.closed = true;
    this.cancelRetry?.();
    this.link?.close();
    this.link = undefined;
  }

  private lost(): void {
    this.link = undefined;
    if (!this.closed) {
      this.options.log.warn(`${this.options.instanceId}: the ecs-agent container is gone, its tasks keep running`);
      this.options.connected(false);
      this.retry(FIRST_PAUSE);
    }
  }

  private retry(pause: number): void {
    const { clock, log, instanceId } = this.options;
    this.cancelRetry = clock.after(pause, () => {
      this.open().then(
        () => log.info(`${instanceId}: the ecs-agent container is back`),
        (error: unknown) => {
          if (pause === FIRST_PAUSE) {
            log.warn(`${instanceId}: no connection to the ecs-agent container: ${engineText(error)}`);
          }
          if (!this.closed) {
            this.retry(Math.min(pause * 2, LONGEST_PAUSE));
          }
        },
      );
    });
  }
}
