import { randomBytes } from 'node:crypto';
import type { AttachedStreams } from '../docker/attach';
import { encodeFrame, FrameReader, FrameType, PADDING, type Frame } from '../instance/agent/relay/frame';
import { STREAM } from './responder-program';

/** Answers a message that came in by UDP or TCP; undefined where nothing can be said. */
export type Answer = (message: Buffer, transport: 'udp' | 'tcp') => Buffer | undefined;

/** What a responder is to do: where it listens, and which zones it asks the lab about. */
export interface Duties {
  readonly addresses: readonly string[];
  readonly zones: readonly string[];
}

/** One attachment to the responder of a router. Ends for good when its streams end. */
export class ResponderLink {
  /** Resolves when the attachment is over. */
  readonly closed: Promise<void>;
  private readonly reader: FrameReader;
  private readonly results = new Map<number, (failure: string | undefined) => void>();
  private commands = 0;
  private over = false;

  constructor(private readonly streams: AttachedStreams, private readonly answer: Answer) {
    const greeting = randomBytes(16);
    this.reader = new FrameReader(greeting);
    this.closed = new Promise((resolve) => {
      const end = () => {
        this.end();
        resolve();
      };
      streams.output.on('data', (chunk: Buffer) => this.receive(chunk)).on('error', end).on('end', end).on('close', end);
      streams.input.on('error', end).on('close', end);
    });
    this.send(Buffer.concat([PADDING, encodeFrame(FrameType.HELLO, 0, greeting)]));
  }

  /** Resolves when the responder does so; rejects with its own words when it cannot, or when the attachment ends before. */
  assign({ addresses, zones }: Duties): Promise<void> {
    const number = ++this.commands;
    return new Promise((resolve, reject) => {
      this.results.set(number, (failure) => (failure === undefined ? resolve() : reject(new Error(failure))));
      if (this.over) {
        this.end();
      }
      this.send(encodeFrame(FrameType.COMMAND, number, Buffer.from(`addresses ${addresses.join(' ')}\nzones ${zones.join(' ').toLowerCase()}`)));
    });
  }

  close(): void {
    this.end();
    this.streams.close();
  }

  private end(): void {
    this.over = true;
    const waiting = [...this.results.values()];
    this.results.clear();
    waiting.forEach((settle) => settle('its responder is not connected'));
  }

  private receive(chunk: Buffer): void {
    try {
      this.reader.read(chunk).forEach((frame) => this.handle(frame));
    } catch (error) {
      this.streams.output.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  }

  private handle({ type, connection, payload }: Frame): void {
    if (type === FrameType.RESULT) {
      const settle = this.results.get(connection);
      this.results.delete(connection);
      settle?.(payload.toString() === 'ok' ? undefined : payload.toString());
    } else if (type !== FrameType.HELLO) {
      const reply = this.answer(payload, type === STREAM ? 'tcp' : 'udp');
      if (reply !== undefined) {
        this.send(encodeFrame(FrameType.DATA, connection, reply));
      }
    }
  }

  private send(frame: Buffer): void {
    if (!this.over) {
      this.streams.input.write(frame);
    }
  }
}
