export type SignalStatus = 'SUCCESS' | 'FAILURE';

export interface Signal {
  /** Of who signals: the id of an instance, for example. */
  readonly uniqueId: string;
  readonly status: SignalStatus;
}

/** What a resource is signalled while it is made or changed. */
export class SignalBox {
  private readonly received = new Map<string, SignalStatus>();
  private waiting: (() => void)[] = [];

  /** `told` hears of every signal, as it comes. */
  constructor(private readonly told: (signal: Signal) => void) {}

  add(signal: Signal): void {
    this.received.set(signal.uniqueId, signal.status);
    this.told(signal);
    const { waiting } = this;
    this.waiting = [];
    for (const resume of waiting) resume();
  }

  statusOf(uniqueId: string): SignalStatus | undefined {
    return this.received.get(uniqueId);
  }

  count(status: SignalStatus): number {
    return [...this.received.values()].filter((each) => each === status).length;
  }

  /** Resolves with the next signal. */
  nextChange(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}

/** The resources of all stacks that wait for signals at this moment. */
export class SignalBoxes {
  private readonly boxes = new Map<string, SignalBox>();

  /** Resource that waits from now on, until it is closed. */
  open(stackId: string, logicalId: string, told: (signal: Signal) => void): SignalBox {
    const box = new SignalBox(told);
    this.boxes.set(keyOf(stackId, logicalId), box);
    return box;
  }

  close(stackId: string, logicalId: string): void {
    this.boxes.delete(keyOf(stackId, logicalId));
  }

  find(stackId: string, logicalId: string): SignalBox | undefined {
    return this.boxes.get(keyOf(stackId, logicalId));
  }
}

const keyOf = (stackId: string, logicalId: string): string => `${stackId} ${logicalId}`;
