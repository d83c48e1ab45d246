import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeFrame } from '../../src/frame/decode';
import { encodeFrame } from '../../src/frame/encode';
import { isPublication } from '../../src/frame/frame';
import type { Frame } from '../../src/frame/frame';
import { capturedSession } from '../support/fixtures';

const asciiWord = fc.stringMatching(/^[!-~]([ -~]{0,30}[!-~])?$/);

export const anyFrame: fc.Arbitrary<Frame> = fc.record({
  messageType: fc.oneof(fc.constantFrom('input_stream_data', 'output_stream_data', 'acknowledge', 'channel_closed'), asciiWord),
  schemaVersion: fc.nat(0xffff_ffff),
  createdDate: fc.maxSafeNat().filter((date) => date > 0),
  sequenceNumber: fc.maxSafeInteger(),
  flags: fc.maxSafeNat(),
  messageId: fc.uuid(),
  payloadType: fc.nat(0xffff_ffff),
  payload: fc.uint8Array({ maxLength: 3000 }).map((bytes) => new Uint8Array(bytes)),
}, { noNullPrototype: true });

function frameOf(bytes: Uint8Array): Frame {
  const decoded = decodeFrame(bytes);
  assert.ok('frame' in decoded, JSON.stringify(decoded));
  return decoded.frame;
}

test('any frame comes back as it was', () => {
  fc.assert(fc.property(anyFrame, (frame) => {
    assert.deepEqual(frameOf(encodeFrame(frame)), frame);
  }));
});

test('every captured frame of the real client and its server is read and written again byte for byte', () => {
  for (const name of ['handshake', 'nohandshake'] as const) {
    const { frames } = capturedSession(name);
    assert.ok(frames.length > 10);
    for (const { bytes } of frames) assert.deepEqual(Buffer.from(encodeFrame(frameOf(bytes))), Buffer.from(bytes));
  }
});

test('random bytes are refused or read, never thrown on', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
    decodeFrame(bytes);
  }));
});

test('a frame damaged anywhere is refused or read, never thrown on', () => {
  const [{ bytes } = assert.fail()] = capturedSession('handshake').frames;
  fc.assert(fc.property(fc.nat(bytes.length - 1), fc.nat(255), fc.nat(bytes.length), (at, value, length) => {
    const damaged = Buffer.from(bytes.subarray(0, length));
    if (at < damaged.length) damaged[at] = value;
    decodeFrame(damaged);
  }));
});

test('a payload that is not the one of the digest is refused', () => {
  const [{ bytes } = assert.fail()] = capturedSession('handshake').frames;
  const damaged = Buffer.from(bytes);
  damaged[damaged.length - 1] = 0;
  assert.deepEqual(decodeFrame(damaged), { refused: 'the digest is not that of the payload' });
});

test('the 112-byte form of start_publication is read, whatever its digest', () => {
  const frame: Frame = {
    messageType: 'start_publication',
    schemaVersion: 1,
    createdDate: 1,
    sequenceNumber: 0,
    flags: 3,
    messageId: '11111111-2222-3333-4444-555555555555',
    payloadType: 0,
    payload: new TextEncoder().encode('start_publication'),
  };
  const bytes = Buffer.from(encodeFrame(frame, 112));
  assert.equal(bytes.readUInt32BE(0), 112);
  assert.equal(bytes.readUInt32BE(112), 17);
  bytes.fill(0, 80, 112);
  assert.deepEqual(frameOf(bytes), frame);
  assert.ok(isPublication(frame.messageType));
});

test('names padded with NUL are read like those padded with blanks', () => {
  const [{ bytes } = assert.fail()] = capturedSession('handshake').frames;
  const padded = Buffer.from(bytes);
  for (let at = 4; at < 36; at += 1) if (padded[at] === 0x20) padded[at] = 0;
  assert.equal(frameOf(padded).messageType, 'output_stream_data');
});

test('what the wire cannot carry is refused when it is written', () => {
  const frame = frameOf((capturedSession('handshake').frames[0] ?? assert.fail()).bytes);
  assert.throws(() => encodeFrame({ ...frame, messageType: 'x'.repeat(33) }), /1 to 32 printable ASCII/);
  assert.throws(() => encodeFrame({ ...frame, messageId: 'no' }), /must be a UUID/);
});
