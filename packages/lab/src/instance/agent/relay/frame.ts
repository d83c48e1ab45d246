/** Frame types between the lab and the relay program of an instance; the same numbers are in `agent.pl`. */
export const FrameType = {
  /** Either way: a greeting; everything before its answer is stale. */
  HELLO: 1,
  /** From the instance: a new connection; the payload is the address that it comes from. */
  OPEN: 2,
  DATA: 3,
  /** No more data from this side. */
  FINISH: 4,
  RESET: 5,
  /** Bytes that were consumed and may be sent again (4 bytes). */
  CREDIT: 6,
  /** To the instance: lines to do; answered by RESULT under the same number. */
  COMMAND: 7,
  RESULT: 8,
} as const;

export type FrameType = typeof FrameType[keyof typeof FrameType];

export interface Frame {
  readonly type: number;
  readonly connection: number;
  readonly payload: Buffer;
}

export const HEADER_BYTES = 9;
/** Longest payload of a frame. */
export const CHUNK_BYTES = 16_384;
/** Bytes a side may have under way on a connection. */
export const WINDOW_BYTES = 65_536;

const EMPTY = Buffer.alloc(0);

/** Bytes that complete any half-sent frame of an earlier lab; those that are not needed for that are ignored. */
export const PADDING = Buffer.alloc(CHUNK_BYTES + HEADER_BYTES);

export function encodeFrame(type: FrameType, connection: number, payload: Buffer = EMPTY): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt8(type, 0);
  header.writeUInt32BE(connection, 1);
  header.writeUInt32BE(payload.length, 5);
  return Buffer.concat([header, payload]);
}

export function encodeCredit(connection: number, bytes: number): Buffer {
  const payload = Buffer.alloc(4);
  payload.writeUInt32BE(bytes, 0);
  return encodeFrame(FrameType.CREDIT, connection, payload);
}

/** Cuts a stream of bytes into frames; what comes before the answer to the greeting is dropped. */
export class FrameReader {
  private rest: Buffer = EMPTY;
  private greeted = false;
  private readonly answer: Buffer;

  constructor(greeting: Buffer) {
    this.answer = encodeFrame(FrameType.HELLO, 0, greeting);
  }

  read(chunk: Buffer): Frame[] {
    this.rest = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    if (!this.greeted && !this.findAnswer()) {
      return [];
    }
    const frames: Frame[] = [];
    while (this.rest.length >= HEADER_BYTES) {
      const length = this.rest.readUInt32BE(5);
      if (length > CHUNK_BYTES) {
        throw new Error(`the relay sent a frame of ${length} bytes: at most ${CHUNK_BYTES} are allowed`);
      }
      if (this.rest.length < HEADER_BYTES + length) {
        break;
      }
      frames.push({
        type: this.rest.readUInt8(0),
        connection: this.rest.readUInt32BE(1),
        payload: this.rest.subarray(HEADER_BYTES, HEADER_BYTES + length),
      });
      this.rest = this.rest.subarray(HEADER_BYTES + length);
    }
    return frames;
  }

  private findAnswer(): boolean {
    const found = this.rest.indexOf(this.answer);
    if (found < 0) {
      this.rest = this.rest.subarray(Math.max(0, this.rest.length - this.answer.length));
      return false;
    }
    this.greeted = true;
    // the answer itself is read as the first frame
    this.rest = this.rest.subarray(found);
    return true;
  }
}
