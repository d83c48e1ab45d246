import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ClientChannel } from '../../src/client/client-channel';
import type { SessionEnd } from '../../src/client/client-channel';
import { decodeFrame } from '../../src/frame/decode';
import { encodeFrame } from '../../src/frame/encode';
import { PayloadType } from '../../src/frame/frame';
import type { Frame } from '../../src/frame/frame';
import { readOpenDataChannel } from '../../src/message/open-data-channel';
import { capturedSession } from '../support/fixtures';
import { VirtualTime } from '../support/virtual-time';

function setUp() {
  const time = new VirtualTime();
  const sent: Frame[] = [];
  const seen = { open: '', output: '', errors: '', exitCode: -1, message: '', closed: 0, end: undefined as SessionEnd | undefined };
  let ids = 0;
  const channel = new ClientChannel({
    timers: time,
    uuid: () => `00000000-0000-4000-8000-${(ids++).toString(16).padStart(12, '0')}`,
    handler: {
      output: (bytes) => {
        seen.output += new TextDecoder().decode(bytes);
      },
      errorOutput: (bytes) => {
        seen.errors += new TextDecoder().decode(bytes);
      },
      exitCode: (code) => {
        seen.exitCode = code;
      },
      customerMessage: (text) => {
        seen.message = text;
      },
      ended: (end) => {
        seen.end = end;
      },
    },
  });
  const send = (data: string | Uint8Array): void => {
    if (typeof data === 'string') {
      seen.open = data;
      return;
    }
    const decoded = decodeFrame(data);
    sent.push('frame' in decoded ? decoded.frame : assert.fail(decoded.refused));
  };
  channel.attach({ send, close: () => void (seen.closed += 1) }, 'a token');
  const frame = (payloadType: number, payload: string, sequenceNumber: number): void => channel.receive(encodeFrame({
    messageType: 'output_stream_data', schemaVersion: 1, createdDate: 1, sequenceNumber, flags: 0,
    messageId: '11111111-2222-4333-8444-555555555555', payloadType, payload: new TextEncoder().encode(payload),
  }));
  return { time, sent, seen, channel, frame };
}

for (const name of ['handshake', 'nohandshake'] as const) {
  test(`the captured server (${name}) is answered as the real client answered it`, () => {
    const { sent, seen, channel } = setUp();
    const { frames } = capturedSession(name);
    for (const { from, bytes } of frames) if (from === 'server') channel.receive(bytes);
    assert.equal(readOpenDataChannel(seen.open)?.tokenValue, 'a token');
    assert.equal(seen.output, 'hello\r\n\r\ngot\r\n');
    assert.deepEqual(seen.end, { kind: 'closed', output: '' });
    assert.equal(seen.closed, 1);
    // the same kinds of frame in the same order, but for the key that a person pressed there
    const kinds = (list: readonly Frame[]): string[] => list.filter(({ payloadType }) => payloadType !== PayloadType.OUTPUT)
      .map(({ messageType, payloadType }) => `${messageType} ${payloadType}`);
    const captured = frames.filter(({ from }) => from === 'plugin').map(({ bytes }) => {
      const decoded = decodeFrame(bytes);
      return 'frame' in decoded ? decoded.frame : assert.fail(decoded.refused);
    });
    assert.deepEqual(kinds(sent).sort(), kinds(captured).sort());
  });
}

test('every output frame is acknowledged, even old and early ones, and delivered once in order', () => {
  const { sent, seen, frame } = setUp();
  frame(1, 'b', 1);
  frame(1, 'a', 0);
  frame(1, 'a', 0);
  frame(1, 'b', 1);
  frame(1, 'c', 2);
  assert.equal(seen.output, 'abc');
  assert.equal(sent.filter(({ messageType }) => messageType === 'acknowledge').length, 5);
  assert.ok(sent.every(({ messageType, flags, sequenceNumber }) => messageType !== 'acknowledge' || (flags === 3 && sequenceNumber === 0)));
});

test('input and size wait for the first output', () => {
  const { sent, channel, frame } = setUp();
  channel.write(new TextEncoder().encode('early'));
  assert.deepEqual(sent, []);
  frame(1, '$ ', 0);
  assert.deepEqual(sent.filter(({ messageType }) => messageType === 'input_stream_data').map(({ payloadType }) => payloadType), [3, 1]);
});

test('start_publication of the real service, 112 bytes of header, changes nothing', () => {
  const { sent, seen, channel, frame } = setUp();
  channel.receive(encodeFrame({
    messageType: 'start_publication', schemaVersion: 1, createdDate: 1, sequenceNumber: 0, flags: 3,
    messageId: '11111111-2222-4333-8444-555555555555', payloadType: 0, payload: new TextEncoder().encode('start_publication'),
  }, 112));
  assert.deepEqual(sent, []);
  frame(1, 'x', 0);
  assert.equal(seen.output, 'x');
});

test('standard error, exit code and the message of the account are told apart', () => {
  const { seen, frame } = setUp();
  frame(7, '{"HandshakeTimeToComplete":1,"CustomerMessage":"be careful"}', 0);
  frame(1, 'out', 1);
  frame(11, 'err', 2);
  frame(12, 'EXIT_CODE: 3', 3);
  assert.deepEqual([seen.output, seen.errors, seen.exitCode, seen.message], ['out', 'err', 3, 'be careful']);
});

test('a session type that cannot be shown is refused with status 2, an unknown action with status 3', () => {
  const { sent, frame } = setUp();
  const actions = [
    { ActionType: 'SessionType', ActionParameters: { SessionType: 'Port' } },
    { ActionType: 'Dance', ActionParameters: null },
  ];
  frame(5, JSON.stringify({ AgentVersion: '1', RequestedClientActions: actions }), 0);
  const response = new TextDecoder().decode(sent.find(({ payloadType }) => payloadType === 6)?.payload);
  assert.match(response, /"ActionType":"SessionType","ActionStatus":2/);
  assert.match(response, /"ActionType":"Dance","ActionStatus":3/);
});

test('input is sent again until it is acknowledged, and an agent that never does so ends the session', () => {
  const { time, sent, seen, channel, frame } = setUp();
  frame(1, '$ ', 0);
  channel.write(new TextEncoder().encode('ls'));
  time.pass(1000);
  assert.ok(sent.filter(({ payloadType }) => payloadType === 1).length > 1);
  time.pass(2_000_000);
  assert.deepEqual(seen.end, { kind: 'broken', reason: 'the agent acknowledges input no more' });
  assert.ok(time.isIdle, 'no timer is left');
});

test('an interrupt does not wait for the first output', () => {
  const { sent, channel } = setUp();
  channel.interrupt();
  assert.deepEqual(sent.map(({ payloadType, payload }) => [payloadType, ...payload]), [[1, 3]]);
});
