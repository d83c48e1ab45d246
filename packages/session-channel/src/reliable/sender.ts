import type { Frame } from '../frame/frame';
import { Flags } from '../frame/frame';
import type { Timers } from '../time/timers';
import { RoundTrip } from './round-trip';

/** How often lost messages are looked for, in milliseconds. */
export const RESEND_TICK = 100;
/** After so many resends of one message the peer is given up. */
export const MAXIMUM_RESENDS = 3000;

interface Outstanding {
  readonly frame: Frame;
  sentAt: number;
  resends: number;
}

export interface SenderOptions {
  readonly messageType: string;
  readonly timers: Timers;
  readonly messageId: () => string;
  readonly transmit: (frame: Frame) => void;
  /** The first message carries SYN, as the real agent's does. Default: false */
  readonly synchronise?: boolean;
  /** A message stayed without acknowledgement for `MAXIMUM_RESENDS` resends; nothing is sent again after that. */
  readonly onGivenUp: () => void;
  /** An acknowledgement came and nothing is waiting for one any more. */
  readonly onDrained?: () => void;
  readonly onAcknowledged?: () => void;
}

/**
 * One direction of a channel: numbers messages from 0 and sends them again until they are acknowledged.
 * New messages never wait for old ones. While paused (no socket, or the peer asked for silence) messages are kept.
 */
export class ReliableSender {
  private readonly roundTrip = new RoundTrip();
  private readonly waiting = new Map<number, Outstanding>();
  private next = 0;
  private cursor = 0;
  private paused = true;
  private stopped = false;
  private cancelTick?: () => void;

  constructor(private readonly options: SenderOptions) {}

  /** Messages without an acknowledgement. */
  get outstanding(): number {
    return this.waiting.size;
  }

  /** Numbers and sends a message. */
  send(payloadType: number, payload: Uint8Array): void {
    if (this.stopped) return;
    const { timers, messageType, messageId, synchronise } = this.options;
    const sequenceNumber = this.next++;
    const flags = synchronise === true && sequenceNumber === 0 ? Flags.SYN : Flags.NONE;
    const frame: Frame = {
      messageType, schemaVersion: 1, createdDate: timers.now(), sequenceNumber, flags, messageId: messageId(), payloadType, payload,
    };
    this.waiting.set(sequenceNumber, { frame, sentAt: timers.now(), resends: 0 });
    if (this.paused) return;
    this.options.transmit(frame);
    this.schedule();
  }

  acknowledge(sequenceNumber: number): void {
    const entry = this.waiting.get(sequenceNumber);
    if (entry === undefined) return;
    this.waiting.delete(sequenceNumber);
    // the time of a message that was sent twice says nothing
    if (entry.resends === 0) this.roundTrip.observe(Math.max(0, this.options.timers.now() - entry.sentAt));
    this.options.onAcknowledged?.();
    if (this.waiting.size === 0) {
      this.cancel();
      this.options.onDrained?.();
    }
  }

  pause(): void {
    this.paused = true;
    this.cancel();
  }

  /** Sends everything again that is not acknowledged, in order: a new socket has seen none of it. */
  resume(): void {
    if (this.stopped || !this.paused) return;
    this.paused = false;
    for (const entry of this.waiting.values()) {
      entry.sentAt = this.options.timers.now();
      entry.resends += 1;
      this.options.transmit(entry.frame);
    }
    this.schedule();
  }

  stop(): void {
    this.stopped = true;
    this.cancel();
    this.waiting.clear();
  }

  private schedule(): void {
    if (this.cancelTick !== undefined || this.waiting.size === 0) return;
    this.cancelTick = this.options.timers.after(RESEND_TICK, () => {
      this.cancelTick = undefined;
      this.tick();
    });
  }

  private cancel(): void {
    this.cancelTick?.();
    this.cancelTick = undefined;
  }

  /**
   * The oldest message goes first, as in the real agent. The real client never acknowledges a message twice, so an acknowledgement
   * that got lost would hide losses behind it for ever: each tick also looks at one more message, in turn.
   */
  private tick(): void {
    const [head] = this.waiting.values();
    if (head === undefined) return;
    this.resend(head);
    if (this.stopped) return;
    const second = this.nextInTurn(head);
    if (second !== undefined) this.resend(second);
    this.schedule();
  }

  private nextInTurn(head: Outstanding): Outstanding | undefined {
    if (this.waiting.size === 1) return undefined;
    this.cursor = Math.max(this.cursor + 1, head.frame.sequenceNumber + 1);
    while (this.cursor < this.next && !this.waiting.has(this.cursor)) this.cursor += 1;
    if (this.cursor >= this.next) this.cursor = head.frame.sequenceNumber;
    return this.waiting.get(this.cursor);
  }

  private resend(entry: Outstanding): void {
    const now = this.options.timers.now();
    if (now - entry.sentAt < this.roundTrip.timeout) return;
    if (entry.resends >= MAXIMUM_RESENDS) {
      this.stop();
      this.options.onGivenUp();
      return;
    }
    entry.sentAt = now;
    entry.resends += 1;
    this.options.transmit(entry.frame);
  }
}
