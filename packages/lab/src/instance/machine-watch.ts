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
  /** Machines that are believed to run. */
  readonly expected: () => Iterable<string>;
}

/** Hears of machines that end, also of those that ended while the engine could not be heard. */
export class MachineWatch {
  private stream: { close(): void } | undefined;
  private stopped = false;
  private cancelRetry: () => void = () => undefined;

  constructor(private readonly options: MachineWatchOptions) {}

  async start(): Promise<void> {
    const { docker, lab, onDeath } = this.options;
    this.stream?.close();
    this.stream = await followContainers(
      docker, labelFilter(lab, 'instance'), ['die'],
      ({ attributes }) => onDeath(attributes[ID_LABEL] ?? ''),
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
    const { docker, lab, onDeath, expected } = this.options;
    const running = await docker.listContainers({ filters: { label: labelFilter(lab, 'instance') } });
    const alive = new Set(running.map(({ Labels }) => Labels[ID_LABEL]));
    [...expected()].filter((id) => !alive.has(id)).forEach(onDeath);
  }
}
