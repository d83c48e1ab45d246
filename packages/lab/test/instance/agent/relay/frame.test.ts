import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { CHUNK_BYTES, encodeFrame, FrameReader, FrameType, type Frame } from '../../../../src/instance/agent/relay/frame';

const types = fc.constantFrom(...Object.values(FrameType));
const payload = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));

function cut(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const chunks: Buffer[] = [];
  for (let at = 0, index = 0; at < bytes.length; index += 1) {
    const size = sizes[index % sizes.length] ?? 1;
    chunks.push(bytes.subarray(at, at + size));
    at += size;
  }
  return chunks;
}

describe('the frames of the relay', () => {
  it('are read whole, in order and however they are cut, from the answer to the greeting on', () => {
    fc.assert(fc.property(
      fc.uint8Array({ maxLength: 60 }),
      fc.uint8Array({ minLength: 16, maxLength: 16 }),
      fc.array(fc.record({ type: types, connection: fc.nat(), payload }, { noNullPrototype: true }), { maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 }),
      (stale, nonce, frames, sizes) => {
        const greeting = Buffer.from(nonce);
        const answer = encodeFrame(FrameType.HELLO, 0, greeting);
        fc.pre(Buffer.concat([Buffer.from(stale), answer]).indexOf(answer) === stale.length);
        const bytes = Buffer.concat([Buffer.from(stale), answer, ...frames.map((frame) => encodeFrame(frame.type, frame.connection, frame.payload))]);
        const reader = new FrameReader(greeting);
        const read: Frame[] = cut(bytes, sizes)
          .flatMap((chunk) => reader.read(chunk).map((frame) => ({ ...frame, payload: Buffer.from(frame.payload) })));
        assert.deepEqual(read, [{ type: FrameType.HELLO, connection: 0, payload: greeting }, ...frames]);
      },
    ));
  });

  it('are refused when they are longer than any frame can be', () => {
    const greeting = Buffer.alloc(16, 1);
    const reader = new FrameReader(greeting);
    reader.read(encodeFrame(FrameType.HELLO, 0, greeting));
    assert.throws(() => reader.read(encodeFrame(FrameType.DATA, 1, Buffer.alloc(CHUNK_BYTES + 1))), /at most 16384/);
  });
});
