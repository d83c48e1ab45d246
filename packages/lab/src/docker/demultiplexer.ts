import type { Readable } from 'node:stream';
import { PassThrough } from 'node:stream';

const HEADER_BYTES = 8;

/** The two outputs that an engine interleaves on one connection when there is no terminal. */
export interface Demultiplexed {
  readonly output: Readable;
  readonly errorOutput: Readable;
}

/** Splits an engine's multiplexed stream; a full reader slows the source down. Both outputs end with the source. */
export function demultiplex(source: Readable): Demultiplexed {
  const output = new PassThrough();
  const errorOutput = new PassThrough();
  let rest: Buffer = Buffer.alloc(0);
  let target: PassThrough | undefined;
  let missing = 0;
  const waiting = new Set<PassThrough>();

  const push = (stream: PassThrough, chunk: Buffer) => {
    if (!stream.write(chunk) && !waiting.has(stream)) {
      waiting.add(stream);
      source.pause();
      stream.once('drain', () => {
        waiting.delete(stream);
        if (waiting.size === 0) {
          source.resume();
        }
      });
    }
  };

  source.on('data', (chunk: Buffer) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (;;) {
      if (target === undefined) {
        if (rest.length < HEADER_BYTES) {
          return;
        }
        target = rest[0] === 2 ? errorOutput : output;
        missing = rest.readUInt32BE(4);
        rest = rest.subarray(HEADER_BYTES);
      }
      const part = rest.subarray(0, missing);
      rest = rest.subarray(part.length);
      missing -= part.length;
      if (part.length > 0) {
        push(target, part);
      }
      if (missing > 0) {
        return;
      }
      target = undefined;
    }
  });
  const end = () => {
    output.end();
    errorOutput.end();
  };
  source.on('end', end);
  source.on('close', end);
  source.on('error', (error) => {
    output.destroy(error);
    errorOutput.destroy(error);
  });
  return { output, errorOutput };
}
