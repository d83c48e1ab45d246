import { Duplex } from 'node:stream';
import { CHUNK_BYTES, encodeCredit, encodeFrame, FrameType, WINDOW_BYTES } from './frame';

/** One connection that was made to the relay inside an instance, as a socket for an HTTP server. */
export class RelayConnection extends Duplex {
  private credit = WINDOW_BYTES;
  private unread = 0;
  private pending?: { chunk: Buffer; done: (error?: Error | null) => void };

  constructor(
    /** Instance on which the connection was made. */
    readonly instanceId: string,
    /** Where it comes from, as the relay program sees it: a process on the instance itself, or a container's own address. */
    readonly remoteAddress: string,
    private readonly id: number,
    private readonly send: (frame: Buffer) => void,
    private readonly forget: () => void,
  ) {
    super({ allowHalfOpen: true });
  }

  received(chunk: Buffer): void {
    this.unread += chunk.length;
    this.push(chunk);
  }

  receivedFinish(): void {
    this.push(null);
  }

  receivedCredit(bytes: number): void {
    this.credit += bytes;
    const waiting = this.pending;
    if (waiting) {
      this.pending = undefined;
      this.write_(waiting.chunk, waiting.done);
    }
  }

  /** The other side is gone. */
  receivedReset(): void {
    this.forget();
    this.destroy();
  }

  // node's HTTP server treats what it is given as a socket
  setTimeout(): this {
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  override _read(): void {
    if (this.unread > 0) {
      this.send(encodeCredit(this.id, this.unread));
      this.unread = 0;
    }
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.write_(chunk, done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.send(encodeFrame(FrameType.FINISH, this.id));
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    if (!(this.writableFinished && this.readableEnded)) {
      this.send(encodeFrame(FrameType.RESET, this.id));
    }
    this.forget();
    done(error);
  }

  private write_(chunk: Buffer, done: (error?: Error | null) => void): void {
    let rest = chunk;
    while (rest.length > 0 && this.credit > 0) {
      const part = rest.subarray(0, Math.min(CHUNK_BYTES, this.credit));
      this.credit -= part.length;
      this.send(encodeFrame(FrameType.DATA, this.id, part));
      rest = rest.subarray(part.length);
    }
    if (rest.length === 0) {
      done();
    } else {
      this.pending = { chunk: rest, done };
    }
  }
}
