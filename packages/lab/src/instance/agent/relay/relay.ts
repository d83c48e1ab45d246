import type Dockerode from 'dockerode';
import type { Clock } from '../../../clock/clock';
import { engineText } from '../../../docker/engine-error';
import type { LabLog } from '../../../lab';
import { LIVENESS } from '../timers';
import { attachToAgent } from './agent-container';
import type { RelayConnection } from './connection';
import { RelayLink } from './link';

const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 5_000;
const SILENT = `has not answered for ${LIVENESS.limit / 1000} s`;
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

/**
 * Keeps the lab attached to the relay program of one instance, again and again until it is closed. The program is asked now and then whether
 * it is there; its answer comes through the instance's engine, so one that is frozen is missed too.
 */
export class Relay {
  private link?: RelayLink;
  private cancelRetry?: () => void;
  private cancelCheck?: () => void;
  private silent = false;
  private closed = false;

  constructor(private readonly options: RelayOptions) {}

  /** Resolves when the relay has answered; rejects when the first attempt fails (later ones go on by themselves). */
  async open(): Promise<void> {
    const { clock } = this.options;
    const attempt = new AbortController();
    const cancel = afterSilence(clock, () => attempt.abort(new Error(`it ${SILENT}`)));
    const link = await this.attach(attempt.signal).finally(cancel);
    if (this.closed) {
      link.close();
      return;
    }
    this.link = link;
    this.options.connected(true);
    this.checkLater(link);
    void link.closed.then(() => this.lost());
  }

  /** Has the relay program do the lines, see `agent.pl`. */
  command(lines: readonly string[]): Promise<string> {
    return this.link?.command(lines) ?? Promise.reject(new Error('the relay is not connected'));
  }

  close(): void {
    this.closed = true;
    this.cancelRetry?.();
    this.cancelCheck?.();
    this.link?.close();
    this.link = undefined;
  }

  private async attach(signal: AbortSignal): Promise<RelayLink> {
    const { docker, instanceId, accept } = this.options;
    const link = new RelayLink(instanceId, await attachToAgent(docker, signal), accept);
    const giveUp = () => link.close();
    signal.addEventListener('abort', giveUp);
    await link.ready.finally(() => signal.removeEventListener('abort', giveUp));
    return link;
  }

  private checkLater(link: RelayLink): void {
    const { clock } = this.options;
    this.cancelCheck = clock.after(LIVENESS.pause, () => {
      const giveUp = afterSilence(clock, () => {
        this.silent = true;
        link.close();
      });
      this.cancelCheck = giveUp;
      // no lines to do: all that counts is the answer; where there is none the link ends, which `closed` tells
      link.command([]).finally(giveUp).then(() => {
        if (this.link === link) {
          this.checkLater(link);
        }
      }, () => undefined);
    });
  }

  private lost(): void {
    const { silent } = this;
    this.link = undefined;
    this.silent = false;
    this.cancelCheck?.();
    if (!this.closed) {
      this.options.log.warn(`${this.options.instanceId}: the ecs-agent container ${silent ? SILENT : 'is gone'}, its tasks keep running`);
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

function afterSilence(clock: Clock, giveUp: () => void): () => void {
  let cancel = clock.after(LIVENESS.limit - LIVENESS.last, () => {
    cancel = clock.after(LIVENESS.last, giveUp);
  });
  return () => cancel();
}
