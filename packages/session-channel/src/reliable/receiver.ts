import type { Frame } from '../frame/frame';

/** Messages that may wait for an earlier one. */
export const RECEIVE_BUFFER = 10_000;

export interface Received {
  /** Whether to acknowledge: always, but for what cannot be kept. */
  readonly acknowledge: boolean;
  /** What is now in order, oldest first. */
  readonly deliver: readonly Frame[];
}

const NOTHING: readonly Frame[] = [];

/** The other end of a direction: delivers each message once and in order, whatever order and number they come in. */
export class ReliableReceiver {
  private expected = 0;
  private readonly early = new Map<number, Frame>();

  constructor(private readonly capacity: number = RECEIVE_BUFFER) {}

  accept(frame: Frame): Received {
    const { sequenceNumber } = frame;
    if (sequenceNumber < 0) return { acknowledge: false, deliver: NOTHING };
    // an old message means that its acknowledgement was lost
    if (sequenceNumber < this.expected) return { acknowledge: true, deliver: NOTHING };
    if (sequenceNumber > this.expected) {
      if (sequenceNumber > this.expected + this.capacity) return { acknowledge: false, deliver: NOTHING };
      this.early.set(sequenceNumber, frame);
      return { acknowledge: true, deliver: NOTHING };
    }
    const deliver = [frame];
    for (this.expected += 1; this.early.has(this.expected); this.expected += 1) {
      const next = this.early.get(this.expected);
      if (next !== undefined) deliver.push(next);
      this.early.delete(this.expected);
    }
    return { acknowledge: true, deliver };
  }
}
