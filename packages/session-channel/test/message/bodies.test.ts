import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeFrame } from '../../src/frame/decode';
import { PayloadType } from '../../src/frame/frame';
import type { Frame } from '../../src/frame/frame';
import { acknowledgeOf, acknowledgedSequence } from '../../src/message/acknowledge';
import { channelClosedFrame, readChannelClosed } from '../../src/message/channel-closed';
import {
  readHandshakeComplete, readHandshakeRequest, readHandshakeResponse, writeHandshakeComplete, writeHandshakeRequest, writeHandshakeResponse,
} from '../../src/message/handshake';
import { readOpenDataChannel, writeOpenDataChannel } from '../../src/message/open-data-channel';
import { readSize, writeSize } from '../../src/message/size';
import { capturedSession } from '../support/fixtures';

const { open, frames } = capturedSession('handshake');
const captured = frames.map(({ bytes }): Frame => {
  const decoded = decodeFrame(bytes);
  return 'frame' in decoded ? decoded.frame : assert.fail(decoded.refused);
});
const ofType = (payloadType: number): Frame => captured.find((frame) => frame.payloadType === payloadType) ?? assert.fail();
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

test('the captured opening message is read and written again letter by letter', () => {
  const message = readOpenDataChannel(open) ?? assert.fail();
  assert.equal(message.clientVersion, '1.2.0.0');
  assert.equal(writeOpenDataChannel(message), open.trim());
});

test('the captured handshake is read and written again letter by letter', () => {
  const request = ofType(PayloadType.HANDSHAKE_REQUEST);
  assert.equal(text(writeHandshakeRequest(readHandshakeRequest(request.payload) ?? assert.fail())), text(request.payload));
  const response = ofType(PayloadType.HANDSHAKE_RESPONSE);
  assert.equal(text(writeHandshakeResponse(readHandshakeResponse(response.payload) ?? assert.fail())), text(response.payload));
  assert.equal(text(writeHandshakeComplete(12.345678, '')), text(ofType(PayloadType.HANDSHAKE_COMPLETE).payload));
  assert.equal(readHandshakeComplete(writeHandshakeComplete(1, 'watch out')), 'watch out');
});

test('the captured size and acknowledgements are read and written again letter by letter', () => {
  const size = ofType(PayloadType.SIZE);
  assert.deepEqual(readSize(size.payload), { columns: 100, rows: 40 });
  assert.equal(text(writeSize({ columns: 100, rows: 40 })), text(size.payload));
  const [first, second] = [captured[0] ?? assert.fail(), captured[1] ?? assert.fail()];
  assert.equal(acknowledgedSequence(second), first.sequenceNumber);
  assert.equal(text(acknowledgeOf(first, first.messageId, 1).payload), text(second.payload));
});

test('the captured end is read, and one of ours says the same', () => {
  const last = captured.at(-1) ?? assert.fail();
  const closed = readChannelClosed(last);
  assert.equal(closed.output, '');
  const messageId = /"MessageId":"([^"]+)"/.exec(text(last.payload))?.[1] ?? assert.fail();
  assert.equal(text(channelClosedFrame(closed, 'x', messageId, last.createdDate).payload), text(last.payload));
});

test('no payload makes a reader throw', () => {
  fc.assert(fc.property(fc.oneof(fc.uint8Array(), fc.json().map((json) => new TextEncoder().encode(json))), (payload) => {
    const frame = { ...ofType(PayloadType.SIZE), payload: new Uint8Array(payload) };
    readSize(frame.payload);
    readHandshakeRequest(frame.payload);
    readHandshakeResponse(frame.payload);
    readHandshakeComplete(frame.payload);
    readChannelClosed(frame);
    acknowledgedSequence(frame);
    readOpenDataChannel(text(frame.payload));
  }));
});
