import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CharacterStream, pieces } from '../../src/agent/characters';
import { encodeFrame } from '../../src/frame/encode';
import { PayloadType } from '../../src/frame/frame';
import type { Frame } from '../../src/frame/frame';
import { readChannelClosed } from '../../src/message/channel-closed';
import { Pair } from '../support/pair';

const text = (frame: Frame | undefined): string => new TextDecoder().decode(frame?.payload);
const streamFrames = (pair: Pair): Frame[] => pair.toClient.filter(({ messageType }) => messageType === 'output_stream_data');

test('a process that ends within the first second is one frame and the end right behind it', () => {
  const pair = new Pair();
  pair.connect();
  pair.agent.output(Buffer.from('one\r\n'));
  pair.time.pass(500);
  pair.agent.output(Buffer.from('two\r\n'));
  assert.equal(pair.toClient.length, 0, 'nothing is sent while it may still end');
  pair.agent.finish();
  assert.deepEqual(pair.toClient.map(({ messageType }) => messageType), ['output_stream_data', 'channel_closed']);
  assert.equal(text(pair.toClient[0]), 'one\r\ntwo\r\n');
  pair.time.pass(10);
  assert.deepEqual(pair.clientEnd, { kind: 'closed', output: '' });
  assert.equal(pair.agentEnd, 'finished');
});

test('output is held for a second, then streams in frames of about a kilobyte', () => {
  const pair = new Pair();
  pair.connect();
  pair.agent.output(Buffer.alloc(5000, 'a'));
  pair.time.pass(999);
  assert.equal(streamFrames(pair).length, 0);
  pair.time.pass(1);
  assert.deepEqual(streamFrames(pair).map(({ payload }) => payload.length), [5000]);
  pair.agent.output(Buffer.alloc(2500, 'b'));
  assert.deepEqual(streamFrames(pair).map(({ payload }) => payload.length), [5000, 1024, 1024, 452]);
});

test('the end waits for acknowledgements, but no more than two seconds', () => {
  const pair = new Pair((_frame, towards) => (towards === 'agent' ? [] : [0]));
  pair.connect();
  pair.agent.output(Buffer.from('x'));
  pair.time.pass(1000);
  pair.agent.finish();
  pair.time.pass(1999);
  assert.equal(pair.agentEnd, undefined);
  pair.time.pass(1);
  assert.equal(pair.agentEnd, 'finished');
  assert.equal(pair.toClient.at(-1)?.messageType, 'channel_closed');
  pair.time.pass(10);
  assert.ok(pair.time.isIdle, 'no timer is left');
});

test('the text of a failed start reaches the person as the output of the end', () => {
  const pair = new Pair();
  pair.connect();
  pair.agent.output(Buffer.from('what the engine wrote about it'));
  pair.agent.fail('no such command');
  pair.time.pass(1);
  assert.deepEqual(pair.clientEnd, { kind: 'closed', output: 'no such command' });
  assert.equal(pair.received.length, 0);
});

test('the terminal of the client is told once the first output is there, and again when it changes', () => {
  const pair = new Pair();
  pair.connect();
  pair.agent.output(Buffer.from('$ '));
  pair.time.pass(1100);
  pair.client.resize({ columns: 77, rows: 22 });
  pair.time.pass(100);
  assert.deepEqual(pair.sizes, ['120x40', '77x22']);
});

test('counters go on over a new socket, and what the old one lost is sent again', () => {
  const pair = new Pair();
  pair.connect();
  pair.agent.output(Buffer.from('before '));
  pair.time.pass(1500);
  pair.disconnect();
  pair.agent.output(Buffer.from('between '));
  pair.client.write(Buffer.from('typed'));
  pair.time.pass(60_000);
  pair.connect();
  pair.agent.output(Buffer.from('after'));
  pair.time.pass(1000);
  assert.equal(pair.received.toString(), 'before between after');
  assert.equal(pair.typed.toString(), 'typed');
  assert.deepEqual([...new Set(streamFrames(pair).map(({ sequenceNumber }) => sequenceNumber))], [0, 1, 2]);
  assert.equal(pair.opened, 1);
});

test('with a handshake no output comes before its end', () => {
  const pair = new Pair(undefined, { sessionType: 'NonInteractiveCommands', agentVersion: '3.3.1142.0', customerMessage: 'hello' });
  pair.connect();
  pair.time.pass(100);
  pair.agent.output(Buffer.from('out'));
  pair.agent.output(Buffer.from('err'), PayloadType.STANDARD_ERROR);
  pair.agent.output(Buffer.from('EXIT_CODE: 3'), PayloadType.EXIT_CODE);
  pair.agent.finish();
  pair.time.pass(2500);
  assert.deepEqual([...new Set(streamFrames(pair).map(({ payloadType }) => payloadType))], [5, 7, 1, 11, 12]);
  assert.equal(pair.opened, 1);
  assert.deepEqual(pair.clientEnd, { kind: 'closed', output: '' });
});

test('a client that cannot encrypt says status 3, and the session ends with that reason', () => {
  const pair = new Pair(undefined, {
    sessionType: 'InteractiveCommands',
    agentVersion: '3.3.1142.0',
    furtherActions: [{ actionType: 'KMSEncryption', parameters: { KMSKeyId: 'key' } }],
  });
  pair.connect();
  pair.time.pass(1000);
  const response = pair.toAgent.find(({ payloadType }) => payloadType === PayloadType.HANDSHAKE_RESPONSE);
  assert.match(text(response), /"ActionType":"KMSEncryption","ActionStatus":3/);
  assert.equal(pair.agentEnd, 'handshake-failed');
  assert.equal(pair.opened, 0, 'no process is started');
  const closed = pair.clientEnd?.kind === 'closed' ? pair.clientEnd.output : '';
  assert.match(closed, /^Encountered error while initiating handshake. KMSEncryption failed on client with status 3 error: encrypted sessions/);
});

test('a client that does not answer the handshake is told so after 15 seconds', () => {
  const pair = new Pair((_frame, towards) => (towards === 'agent' ? [] : [0]), { sessionType: 'InteractiveCommands', agentVersion: '3.3.1142.0' });
  pair.connect();
  pair.time.pass(14_999);
  assert.equal(pair.agentEnd, undefined);
  pair.time.pass(1);
  const last = pair.toClient.at(-1) ?? assert.fail();
  assert.match(readChannelClosed(last).output, /^Handshake timed out\./);
});

test('a process that writes faster than the client reads is told to wait, and when to go on', () => {
  let open = false;
  const pair = new Pair((frame, towards) => (towards === 'agent' && frame.messageType === 'acknowledge' && !open ? [] : [0]));
  pair.connect();
  pair.agent.output(Buffer.from('x'));
  pair.time.pass(1000);
  assert.equal(pair.agent.output(Buffer.alloc(500 * 1024)), true);
  assert.equal(pair.agent.output(Buffer.alloc(600 * 1024)), false);
  assert.equal(pair.writable, 0);
  open = true;
  pair.time.pass(200_000);
  assert.equal(pair.writable, 1);
  assert.equal(pair.received.length, 1 + 1100 * 1024);
});

test('a client that never acknowledges is given up and the session ends', () => {
  const pair = new Pair((_frame, towards) => (towards === 'agent' ? [] : [0]));
  pair.connect();
  pair.agent.output(Buffer.from('x'));
  pair.time.pass(2_000_000);
  assert.equal(pair.agentEnd, 'given-up');
  assert.ok(pair.time.isIdle, 'no timer is left');
});

test('publication can be paused and started again', () => {
  const pair = new Pair();
  pair.connect();
  pair.agent.output(Buffer.from('x'));
  pair.time.pass(1000);
  const publication = (messageType: string): Frame => ({
    messageType, schemaVersion: 1, createdDate: 1, sequenceNumber: 0, flags: 3,
    messageId: '00000000-0000-4000-8000-000000000000', payloadType: 0, payload: new TextEncoder().encode(messageType),
  });
  pair.agent.receive(encodeFrame(publication('pause_publication'), 112));
  pair.agent.output(Buffer.from('y'));
  pair.time.pass(5000);
  assert.equal(pair.received.toString(), 'x');
  pair.agent.receive(encodeFrame(publication('start_publication'), 112));
  pair.time.pass(10);
  assert.equal(pair.received.toString(), 'xy');
});

test('no frame splits a character, and no byte is lost, whatever the process writes', () => {
  const chunks = fc.array(fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.string({ unit: 'binary' }).map((s) => new TextEncoder().encode(s))));
  fc.assert(fc.property(chunks, fc.integer({ min: 4, max: 20 }), (written, size) => {
    const stream = new CharacterStream();
    const sent = [...written.flatMap((chunk) => pieces(stream.push(chunk), size)), stream.end()];
    assert.deepEqual(Buffer.concat(sent), Buffer.concat(written));
  }));
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.array(fc.nat(200)), fc.integer({ min: 4, max: 20 }), (whole, cuts, size) => {
    const bytes = new TextEncoder().encode(whole);
    const stream = new CharacterStream();
    const positions = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length];
    const sent = positions.slice(1).flatMap((end, index) => pieces(stream.push(bytes.subarray(positions[index], end)), size));
    assert.equal(sent.map((piece) => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(piece)).join(''), whole);
  }));
});

test('a session of bytes says what it is for, holds nothing back, and takes flags', () => {
  const properties = { portNumber: '80', type: 'LocalPortForwarding' };
  const pair = new Pair(undefined, { sessionType: 'NonInteractiveCommands', agentVersion: '3.3.0.0', properties }, true);
  pair.connect();
  pair.time.pass(5);
  const asked = JSON.parse(text(pair.toClient[0])) as { RequestedClientActions: { ActionParameters: object }[] };
  assert.deepEqual(asked.RequestedClientActions[0]?.ActionParameters, { SessionType: 'NonInteractiveCommands', Properties: properties });
  assert.equal(pair.opened, 1, 'the client may speak at once');
  // the beginning of a character of three bytes
  pair.agent.output(Uint8Array.of(0, 0xe2, 0x82));
  pair.time.pass(5);
  assert.deepEqual([...pair.received], [0, 0xe2, 0x82]);
  const { length: sequenceNumber } = pair.toAgent.filter(({ messageType }) => messageType === 'input_stream_data');
  pair.agent.receive(encodeFrame({
    messageType: 'input_stream_data', schemaVersion: 1, createdDate: 1, sequenceNumber, flags: 0, messageId: '00000000-0000-4000-8000-00000000ffff',
    payloadType: PayloadType.FLAG, payload: Uint8Array.of(0, 0, 0, 2),
  }));
  assert.deepEqual(pair.flags, [2]);
});
