import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import fc from 'fast-check';
import { demultiplex } from '../../src/docker/demultiplexer';

function frame(stream: 1 | 2, body: Uint8Array): Buffer {
  const header = Buffer.alloc(8);
  header[0] = stream;
  header.writeUInt32BE(body.length, 4);
  return Buffer.concat([header, body]);
}

test('whatever the pieces in which frames arrive, each output gets exactly its bytes', async () => {
  const frames = fc.array(fc.record({ stream: fc.constantFrom(1 as const, 2 as const), body: fc.uint8Array({ maxLength: 300 }) }), { maxLength: 20 });
  await fc.assert(fc.asyncProperty(frames, fc.array(fc.integer({ min: 1, max: 97 }), { minLength: 1 }), async (parts, sizes) => {
    const bytes = Buffer.concat(parts.map(({ stream, body }) => frame(stream, body)));
    const source = new PassThrough();
    const { output, errorOutput } = demultiplex(source);
    const received = Promise.all([buffer(output), buffer(errorOutput)]);
    for (let at = 0, turn = 0; at < bytes.length; turn++) {
      const size = sizes[turn % sizes.length]!;
      source.write(bytes.subarray(at, at + size));
      at += size;
    }
    source.end();
    const expected = ([1, 2] as const).map((wanted) => Buffer.concat(parts.filter(({ stream }) => stream === wanted).map(({ body }) => body)));
    assert.deepEqual(await received, expected);
  }), { numRuns: 100 });
});

test('a reader that does not read stops the source', async () => {
  const source = new PassThrough({ highWaterMark: 1024 });
  const { output } = demultiplex(source);
  for (let i = 0; i < 64; i++) {
    source.write(frame(1, Buffer.alloc(1024)));
  }
  await new Promise(setImmediate);
  assert.ok(source.isPaused(), 'the source goes on although nobody reads');
  source.end();
  assert.equal((await buffer(output)).length, 64 * 1024);
});
