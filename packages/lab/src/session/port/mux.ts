/** Commands of the multiplexer that the client's port sessions speak: smux, version 1. */
export const MuxCommand = { OPEN: 0, FINISH: 1, DATA: 2, NOTHING: 3 } as const;

const VERSION = 1;
const HEADER = 8;
/** Largest payload that is sent; the client takes up to 32 KiB. */
const CHUNK = 4096;

export interface MuxFrame {
  readonly command: number;
  readonly stream: number;
  readonly payload: Uint8Array;
}

export function encodeMux(command: number, stream: number, payload: Uint8Array = new Uint8Array()): Buffer {
  const header = Buffer.alloc(HEADER);
  header.writeUInt8(VERSION, 0);
  header.writeUInt8(command, 1);
  header.writeUInt16LE(payload.length, 2);
  header.writeUInt32LE(stream, 4);
  return Buffer.concat([header, payload]);
}

/** Data of a stream, in as many frames as it takes. */
export function encodeMuxData(stream: number, bytes: Uint8Array): Buffer {
  const frames: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += CHUNK) frames.push(encodeMux(MuxCommand.DATA, stream, bytes.subarray(at, at + CHUNK)));
  return Buffer.concat(frames);
}

/** Reads frames out of bytes that come in pieces of any size. */
export class MuxReader {
  private rest = Buffer.alloc(0);

  /** The frames that are whole now. Throws when it is no version 1: nothing after that can be read. */
  push(bytes: Uint8Array): readonly MuxFrame[] {
    this.rest = Buffer.concat([this.rest, bytes]);
    const frames: MuxFrame[] = [];
    while (this.rest.length >= HEADER) {
      const version = this.rest.readUInt8(0);
      if (version !== VERSION) throw new Error(`the client's multiplexer has version ${version}; this agent speaks version ${VERSION}`);
      const end = HEADER + this.rest.readUInt16LE(2);
      if (this.rest.length < end) break;
      frames.push({ command: this.rest.readUInt8(1), stream: this.rest.readUInt32LE(4), payload: this.rest.subarray(HEADER, end) });
      this.rest = this.rest.subarray(end);
    }
    return frames;
  }
}
