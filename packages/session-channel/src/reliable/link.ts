import { decodeFrame } from '../frame/decode';
import { encodeFrame } from '../frame/encode';
import { MessageType } from '../frame/frame';
import type { Frame } from '../frame/frame';
import { acknowledgeOf, acknowledgedSequence } from '../message/acknowledge';
import type { Timers } from '../time/timers';
import { ReliableReceiver } from './receiver';
import { ReliableSender } from './sender';

/** What a channel needs of a connection: any transport that keeps messages apart will do. */
export interface ChannelSocket {
  send(data: string | Uint8Array): void;
  close(): void;
  /** Reads nothing more until it is told so again; the other end feels it. Default: everything is read as it comes */
  hold?(held: boolean): void;
}

export interface LinkOptions {
  readonly sends: string;
  readonly receives: string;
  readonly timers: Timers;
  readonly uuid: () => string;
  /** The first message carries SYN. Default: false */
  readonly synchronise?: boolean;
  /** A stream message, once and in order. */
  readonly deliver: (frame: Frame) => void;
  readonly channelClosed?: (frame: Frame) => void;
  readonly givenUp: () => void;
  readonly acknowledged?: () => void;
  readonly drained?: () => void;
}

/** Both directions of a channel over sockets that may come and go: the counters go on. */
export class ReliableLink {
  private readonly sender: ReliableSender;
  private readonly receiver = new ReliableReceiver();
  private socket?: ChannelSocket;

  constructor(private readonly options: LinkOptions) {
    this.sender = new ReliableSender({
      messageType: options.sends,
      timers: options.timers,
      messageId: options.uuid,
      transmit: (frame) => this.transmit(frame),
      onGivenUp: options.givenUp,
      ...(options.synchronise === undefined ? {} : { synchronise: options.synchronise }),
      ...(options.acknowledged ? { onAcknowledged: options.acknowledged } : {}),
      ...(options.drained ? { onDrained: options.drained } : {}),
    });
  }

  get outstanding(): number {
    return this.sender.outstanding;
  }

  get attached(): boolean {
    return this.socket !== undefined;
  }

  attach(socket: ChannelSocket): void {
    this.socket = socket;
    this.sender.resume();
  }

  /** Messages are kept until the next socket. */
  detach(): void {
    this.socket = undefined;
    this.sender.pause();
  }

  stop(): void {
    this.sender.stop();
    this.socket = undefined;
  }

  send(payloadType: number, payload: Uint8Array): void {
    this.sender.send(payloadType, payload);
  }

  /** Sends outside the sequence. */
  transmit(frame: Frame): void {
    this.socket?.send(encodeFrame(frame));
  }

  /** What is no frame, or no frame for this side, is dropped. */
  receive(data: Uint8Array): void {
    const decoded = decodeFrame(data);
    if ('refused' in decoded) return;
    const { frame } = decoded;
    switch (frame.messageType) {
      case this.options.receives: {
        const { acknowledge, deliver } = this.receiver.accept(frame);
        if (acknowledge) this.transmit(acknowledgeOf(frame, this.options.uuid(), this.options.timers.now()));
        deliver.forEach((each) => this.options.deliver(each));
        break;
      }
      case MessageType.ACKNOWLEDGE: {
        const sequence = acknowledgedSequence(frame);
        if (sequence !== undefined) this.sender.acknowledge(sequence);
        break;
      }
      case MessageType.CHANNEL_CLOSED:
        this.options.channelClosed?.(frame);
        break;
      case MessageType.PAUSE_PUBLICATION:
        this.sender.pause();
        break;
      case MessageType.START_PUBLICATION:
        if (this.attached) this.sender.resume();
        break;
    }
  }
}
