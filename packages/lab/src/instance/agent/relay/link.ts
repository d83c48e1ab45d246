import { randomBytes } from 'node:crypto';
import type { AttachedStreams } from '../../../docker/attach';
import { RelayConnection } from './connection';
import { encodeFrame, FrameReader, FrameType, PADDING, type Frame } from './frame';

/**
 * One attachment to the relay program of an instance. Ends for good when its streams end.
 */
export class RelayLink {
  /** Resolves when the program has answered; rejects when the streams end before. */
  readonly ready: Promise<void>;
  /** Resolves when the attachment is over. */
  readonly closed: Promise<void>;

  private readonly connections = new Map<number, RelayConnection>();
  private readonly results = new Map<number, (result: string | Error) => void>();
  private readonly reader: FrameReader;
  private greeted!: () => void;
  private commands = 0;
  private over = false;

  constructor(
    private readonly instanceId: string,
    private readonly streams: AttachedStreams,
    private readonly accept: (connection: RelayConnection) => void,
  ) {
    const greeting = randomBytes(16);
    this.reader = new FrameReader(greeting);
    let lost!: (error: Error) => void;
    this.ready = new Promise((resolve, reject) => {
      this.greeted = resolve;
      lost = reject;
    });
    this.closed = new Promise((resolve) => {
      const end = (error?: Error) => {
        this.end();
        lost(error ?? new Error('the relay ended the connection'));
        resolve();
      };
      streams.output.on('data', (chunk: Buffer) => this.receive(chunk)).on('error', end).on('end', end).on('close', end);
      streams.input.on('error', end).on('close', end);
    });
    // whoever waits for `ready` sees the reason; nobody has to
    this.ready.catch(() => undefined);
    this.send(Buffer.concat([PADDING, encodeFrame(FrameType.HELLO, 0, greeting)]));
  }

  /** Has the relay program do the lines; resolves with what it answers after `ok`, rejects with its own words when it cannot. */
  command(lines: readonly string[]): Promise<string> {
    if (this.over) {
      return Promise.reject(new Error('the relay is not connected'));
    }
    const number = ++this.commands;
    return new Promise((resolve, reject) => {
      this.results.set(number, (result) => {
        if (typeof result === 'string' && /^ok( |$)/.test(result)) {
          resolve(result.slice('ok '.length));
        } else {
          reject(typeof result === 'string' ? new Error(result) : result);
        }
      });
      this.send(encodeFrame(FrameType.COMMAND, number, Buffer.from(lines.join('\n'))));
    });
  }

  close(): void {
    this.end();
    // what waits for the answer hears of it through the end of the streams
    this.streams.close();
  }

  private end(): void {
    if (this.over) {
      return;
    }
    this.over = true;
    for (const settle of this.results.values()) {
      settle(new Error('the relay ended the connection'));
    }
    this.results.clear();
    for (const connection of [...this.connections.values()]) {
      connection.receivedReset();
    }
  }

  private receive(chunk: Buffer): void {
    try {
      for (const frame of this.reader.read(chunk)) {
        this.handle(frame);
      }
    } catch (error) {
      this.streams.output.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  }

  private handle({ type, connection: id, payload }: Frame): void {
    const connection = this.connections.get(id);
    switch (type) {
      case FrameType.HELLO:
        return this.greeted();
      case FrameType.OPEN:
        return this.open(id, payload.toString());
      case FrameType.DATA:
        return connection?.received(payload);
      case FrameType.FINISH:
        return connection?.receivedFinish();
      case FrameType.RESET:
        return connection?.receivedReset();
      case FrameType.CREDIT:
        return connection?.receivedCredit(payload.readUInt32BE(0));
      case FrameType.RESULT: {
        const settle = this.results.get(id);
        this.results.delete(id);
        return settle?.(payload.toString());
      }
      default:
        throw new Error(`the relay sent a frame of the unknown type ${type}`);
    }
  }

  private open(id: number, from: string): void {
    const connection = new RelayConnection(this.instanceId, from, id, (frame) => this.send(frame), () => this.connections.delete(id));
    // a broken connection is reported to its user; the relay itself goes on
    connection.on('error', () => undefined);
    this.connections.set(id, connection);
    this.accept(connection);
  }

  private send(frame: Buffer): void {
    if (!this.over) {
      this.streams.input.write(frame);
    }
  }
}
