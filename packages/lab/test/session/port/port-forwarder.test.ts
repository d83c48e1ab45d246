import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PayloadType } from '@cdk-ecs-network-modes/session-channel';
import { encodeMux, encodeMuxData, MuxCommand, MuxReader } from '../../../src/session/port/mux';
import { PortForwarder } from '../../../src/session/port/port-forwarder';
import { FakeProcess } from '../support/fake-process';
import { testLab, until } from '../support/lab';

interface Seen {
  readonly frames: { readonly command: number; readonly stream: number; readonly text: string }[];
  readonly flags: string[];
  finished?: string;
  drained: number;
  room: boolean;
}

function setUp() {
  const lab = testLab();
  const connections: FakeProcess[] = [];
  const seen: Seen = { frames: [], flags: [], drained: 0, room: true };
  const reader = new MuxReader();
  const forwarder = new PortForwarder({
    sessionId: 's', log: lab.log, activity: () => undefined, drained: () => void (seen.drained += 1),
    connect: async () => {
      const process = new FakeProcess(false);
      connections.push(process);
      return process;
    },
    channel: {
      output: (bytes, type) => {
        if (type === PayloadType.FLAG) seen.flags.push(Buffer.from(bytes).toString('hex'));
        else for (const { payload, ...frame } of reader.push(bytes)) seen.frames.push({ ...frame, text: Buffer.from(payload).toString() });
        return seen.room;
      },
      finish: (output) => void (seen.finished = output),
    },
  });
  return { lab, connections, seen, forwarder, open: (stream: number) => forwarder.write(encodeMux(MuxCommand.OPEN, stream)) };
}

test('each connection of the client is one to the port, and what is said on it stays on it', async () => {
  const { connections, seen, forwarder, open } = setUp();
  open(3);
  forwarder.write(encodeMuxData(3, Buffer.from('before it is there, ')));
  await until(() => connections.length === 1);
  open(5);
  await until(() => connections.length === 2);
  forwarder.write(encodeMuxData(3, Buffer.from('three')));
  forwarder.write(encodeMuxData(5, Buffer.from('five')));
  await until(() => connections[0]?.typed === 'before it is there, three' && connections[1]?.typed === 'five');
  connections[1]?.output.write('answer');
  await until(() => seen.frames.length === 1);
  assert.deepEqual(seen.frames, [{ command: MuxCommand.DATA, stream: 5, text: 'answer' }]);
});

test('the end of a connection is told once, after all that it said', async () => {
  const { connections, seen, open } = setUp();
  open(3);
  await until(() => connections.length === 1);
  connections[0]?.output.write('last words');
  connections[0]?.end();
  await until(() => seen.frames.length === 2);
  assert.deepEqual(seen.frames, [{ command: MuxCommand.DATA, stream: 3, text: 'last words' }, { command: MuxCommand.FINISH, stream: 3, text: '' }]);
});

test('what the client has finished saying is ended at the port, which may still answer', async () => {
  const { connections, seen, forwarder, open } = setUp();
  open(3);
  await until(() => connections.length === 1);
  forwarder.write(encodeMux(MuxCommand.FINISH, 3));
  await until(() => connections[0]?.input.writableEnded === true);
  connections[0]?.output.write('bye');
  await until(() => seen.frames.some(({ text }) => text === 'bye'));
});

test('a port where nobody listens is told by a flag, and in the lab\'s log', async () => {
  const { lab, connections, seen, open } = setUp();
  open(3);
  await until(() => connections.length === 1);
  connections[0]?.errorOutput?.write('localhost:81: Connection refused');
  await until(() => connections[0]?.errorOutput?.readableLength === 0);
  connections[0]?.end(3);
  await until(() => seen.frames.length === 1);
  assert.deepEqual([seen.flags, seen.frames[0]?.command], [['00000003'], MuxCommand.FINISH]);
  assert.match(lab.warnings.join(), /session s: the connection to the port failed: localhost:81: Connection refused/);
});

test('a client that reads slowly holds up its port, until there is room again', async () => {
  const { connections, seen, forwarder, open } = setUp();
  open(3);
  await until(() => connections.length === 1);
  seen.room = false;
  connections[0]?.output.write('much');
  await until(() => connections[0]?.output.isPaused() === true);
  forwarder.resume();
  assert.equal(connections[0]?.output.isPaused(), false);
});

test('the end of the session hangs up on every connection, and one that cannot be read ends the session', async () => {
  const { connections, seen, forwarder, open } = setUp();
  open(3);
  await until(() => connections.length === 1);
  forwarder.write(Buffer.from('0900000001000000', 'hex'));
  await forwarder.done;
  assert.equal(connections[0]?.closed, true);
  assert.match(seen.finished ?? '', /version 9/);
});

test('a port that takes nothing fills up, and is empty again when it has taken all or has gone', async () => {
  const { connections, seen, forwarder, open } = setUp();
  open(3);
  await until(() => connections.length === 1);
  connections[0]?.input.pause();
  const fill = (): void => {
    for (let sent = 0; sent <= 5 * 1024 * 1024; sent += 65_536) forwarder.write(encodeMuxData(3, Buffer.alloc(65_536)));
  };
  fill();
  assert.equal(forwarder.full, true);
  const before = seen.drained;
  connections[0]?.input.resume();
  await until(() => seen.drained > before);
  assert.equal(forwarder.full, false);
  connections[0]?.input.pause();
  fill();
  connections[0]?.end();
  await until(() => !forwarder.full);
});
