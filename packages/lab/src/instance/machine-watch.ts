import type Dockerode from 'dockerode';
import type { Clock } from '../clock/clock';
import { followContainers } from '../docker/events';
import { ID_LABEL, labelFilter } from '../docker/labels';

const RETRY_MS = 1000;

export interface MachineWatchOptions {
  readonly docker: Dockerode;
  readonly lab: string;
  readonly clock: Clock;
  readonly warn: (message: string) => void;
  readonly onDeath: (instanceId: string) => void;
  /** May be told again what is known. */
  readonly onFreeze: (instanceId: string, frozen: boolean) => void;
  /** Machines that are believed to run. */
  readonly expected: () => Iterable<string>;
}

/** Hears of machines that end or freeze, also of those that did while the engine could not be heard. */
export class MachineWatch {
  private stream: { close(): void } | undefined;
  private stopped = false;
  private cancelRetry: () => void = () => undefined;

  constructor(private readonly options: MachineWatchOptions) {}

  async start(): Promise<void> {
    const { docker, lab, onDeath, onFreeze } = this.options;
    this.stream?.close();
    this.stream = await followContainers(
      docker, labelFilter(lab, 'instance'), ['die', 'pause', 'unpause'],
      ({ action, attributes }) => {
        const instanceId = attributes[ID_LABEL] ?? '';
        if (action === 'die') {
          onDeath(instanceId);
        } else {
          onFreeze(instanceId, action === 'pause');
        }
      },
      (error) => this.lost(error),
    );
    if (this.stopped) {
      this.stream.close();
    }
  }

  stop(): void {
    this.stopped = true;
    this.cancelRetry();
    this.stream?.close();
  }

  private lost(error?: Error): void {
    this.options.warn(`the Docker engine's events ended (${error?.message ?? 'connection closed'}): listening again`);
    this.retry();
  }

  private retry(): void {
    if (!this.stopped) {
      this.cancelRetry = this.options.clock.after(RETRY_MS, () => {
        this.start().then(() => this.compare()).catch(() => this.retry());
      });
    }
  }

  private async compare(): Promise<void> {
    const { docker, lab, onDeath, onFreeze, expected } = this.options;
    const running = await docker.listContainers({ filters: { label: labelFilter(lab, 'instance') } });
    const states = new Map(running.map(({ Labels, State }) => [Labels[ID_LABEL], State]));
    for (const id of [...expected()]) {
      if (states.has(id)) {
        onFreeze(id, states.get(id) === 'paused');
      } else {
        onDeath(id);
      }
    }
  }
}
