import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { encodeMux, encodeMuxData, MuxCommand, MuxReader } from '../../../src/session/port/mux';

test('a frame is version, command, length and stream in little endian, then the payload', () => {
  assert.equal(encodeMux(MuxCommand.OPEN, 3).toString('hex'), '0100000003000000');
  assert.equal(encodeMux(MuxCommand.DATA, 1, Buffer.from('hi')).toString('hex'), '01020200010000006869');
});

test('whatever is written comes out again, however the bytes are cut', () => {
  const anyWrites = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.uint8Array({ maxLength: 9000 })));
  fc.assert(fc.property(anyWrites, fc.integer({ min: 1, max: 500 }), (writes, step) => {
    const wire = Buffer.concat(writes.map(([stream, bytes]) => encodeMuxData(stream, bytes)));
    const reader = new MuxReader();
    const read = new Map<number, Buffer>();
    for (let at = 0; at < wire.length; at += step) {
      for (const { stream, payload } of reader.push(wire.subarray(at, at + step))) {
        read.set(stream, Buffer.concat([read.get(stream) ?? Buffer.alloc(0), payload]));
      }
    }
    for (const [stream] of writes) {
      const written = Buffer.concat(writes.filter(([id]) => id === stream).map(([, bytes]) => bytes));
      assert.deepEqual(read.get(stream) ?? Buffer.alloc(0), written);
    }
  }), { numRuns: 50 });
});

test('another version is refused: nothing after it could be read', () => {
  assert.throws(() => new MuxReader().push(Buffer.from('0200000001000000', 'hex')), /version 2; this agent speaks version 1/);
});
