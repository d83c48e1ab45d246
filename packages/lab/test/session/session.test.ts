import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { ClientChannel } from '@cdk-ecs-network-modes/session-channel';
import type { SessionEnd } from '@cdk-ecs-network-modes/session-channel';
import type { SessionPlan } from '../../src/session/plan';
import type { Runner } from '../../src/session/process/runner';
import { INPUT_LIMIT } from '../../src/session/process/session-process';
import { IDLE_LIMIT, Session, TOKEN_LIFE } from '../../src/session/session';
import { timersOf } from '../../src/session/timers';
import { FakeClock } from '../support/fake-clock';
import { FakeProcess } from './support/fake-process';
import { testLab, until } from './support/lab';

function setUp(plan: Partial<SessionPlan> = {}) {
  const clock = new FakeClock();
  const process = new FakeProcess(plan.output === undefined || plan.output === 'terminal');
  const seen = { starts: 0, output: '', errors: '', exitCode: -1, ended: 0, abandoned: [] as Runner[], held: false, end: undefined as SessionEnd | undefined };
  const session = new Session({
    sessionId: 's-1', target: 'i-1', owner: 'o', documentName: 'd', output: 'terminal', clientGone: 'wait',
    start: async () => {
      seen.starts += 1;
      return process;
    },
    ...plan,
  }, { ...testLab(clock) }, { connected: () => undefined, ended: () => void (seen.ended += 1), abandoned: (left) => void seen.abandoned.push(left) });
  const channel = new ClientChannel({
    timers: timersOf(clock),
    uuid: randomUUID,
    handler: {
      output: (bytes) => void (seen.output += Buffer.from(bytes).toString()),
      errorOutput: (bytes) => void (seen.errors += Buffer.from(bytes).toString()),
      exitCode: (code) => void (seen.exitCode = code),
      ended: (end) => void (seen.end = end),
    },
  });
  /** Joins the client to the session by a new socket; answers whether the token was taken, and how to break the line. */
  const connect = (token: string): { accepted: boolean; lose: () => void } => {
    let whole = true;
    const server = { send: (data: string | Uint8Array) => void (whole && typeof data !== 'string' && channel.receive(data)), close: () => undefined, hold: (held: boolean) => void (seen.held = held) };
    const accepted = session.connect(server, token, 'client');
    if (accepted) {
      channel.attach({ send: (data) => void (whole && typeof data !== 'string' && session.receive(data)), close: () => undefined }, token);
    }
    return {
      accepted,
      lose: () => {
        whole = false;
        channel.detach();
        session.disconnect(server);
      },
    };
  };
  return { clock, process, seen, session, channel, connect };
}

test('the process starts when the client is there, and what it writes in the first second comes with the end', async () => {
  const { clock, process, seen, session, connect } = setUp();
  const token = session.issueToken();
  assert.equal(seen.starts, 0);
  connect(token);
  process.output.write('hello\r\n');
  await clock.advance(10);
  assert.equal(seen.output, '');
  process.end();
  await clock.advance(10);
  assert.equal(seen.output, 'hello\r\n');
  assert.deepEqual(seen.end, { kind: 'closed', output: '' });
  assert.equal(seen.ended, 1);
});

test('what is typed, and the size of the terminal, reach the process', async () => {
  const { clock, process, session, channel, connect } = setUp();
  connect(session.issueToken());
  process.output.write('$ ');
  await clock.advance(1100);
  channel.write(Buffer.from('ls\r'));
  channel.resize({ columns: 77, rows: 22 });
  await clock.advance(10);
  assert.equal(process.typed, 'ls\r');
  assert.deepEqual(process.sizes, ['300x100', '77x22']);
});

test('a token opens one stream, and only for a minute', async () => {
  const { clock, seen, session, connect } = setUp();
  const token = session.issueToken();
  assert.equal(connect('another').accepted, false);
  assert.equal(connect(token).accepted, true);
  assert.equal(connect(token).accepted, false);
  const other = setUp();
  const late = other.session.issueToken();
  await other.clock.advance(TOKEN_LIFE);
  assert.equal(other.connect(late).accepted, false);
  assert.equal(other.seen.ended, 1, 'a session that nobody came to is over');
  assert.equal(other.clock.pending, 0);
  await clock.advance(TOKEN_LIFE);
  assert.equal(seen.ended, 0);
});

test('a start that fails is told, and the words of the engine are not shown as output', async () => {
  const { clock, process, seen, session, connect } = setUp();
  connect(session.issueToken());
  await clock.advance(1);
  process.output.write('OCI runtime exec failed');
  process.fail('OCI runtime exec failed: exec failed: exec: "x": executable file not found in $PATH: unknown');
  await clock.advance(1);
  assert.equal(seen.output, '');
  assert.match(seen.end?.kind === 'closed' ? seen.end.output : '', /Unable to start command: Failed to start pty: exec: "x": executable/);
});

test('a start that is refused is told', async () => {
  const { clock, seen, session, connect } = setUp({ start: () => Promise.reject(new Error('the container is not running')) });
  connect(session.issueToken());
  await clock.advance(1);
  assert.match(seen.end?.kind === 'closed' ? seen.end.output : '', /the container is not running/);
});

test('twenty minutes without a sign of life end a session on an instance and hang up its process', async () => {
  const { clock, process, seen, session, channel, connect } = setUp();
  connect(session.issueToken());
  process.output.write('$ ');
  await clock.advance(IDLE_LIMIT - 60_000);
  channel.write(Buffer.from('x'));
  await clock.advance(IDLE_LIMIT - 1000);
  assert.equal(seen.end, undefined);
  await clock.advance(3000);
  // the words of https://github.com/aws/amazon-ssm-agent/issues/261
  assert.deepEqual(seen.end, { kind: 'closed', output: 'Your session timed out due to inactivity and has been terminated.' });
  assert.equal(process.closed, true);
});

test('a session may be idle for as long as its document says, and lasts no longer than that', async () => {
  const short = setUp({ idleLimit: 60_000 });
  short.connect(short.session.issueToken());
  await short.clock.advance(59_000);
  assert.equal(short.seen.ended, 0);
  await short.clock.advance(3000);
  assert.equal(short.seen.ended, 1);
  const busy = setUp({ longest: 120_000 });
  busy.connect(busy.session.issueToken());
  for (let second = 0; second < 119; second += 1) {
    busy.channel.write(Buffer.from('x'));
    await busy.clock.advance(1000);
  }
  assert.equal(busy.seen.ended, 0);
  await busy.clock.advance(3500);
  assert.deepEqual([busy.seen.ended, busy.seen.end, busy.process.closed], [1, { kind: 'closed', output: '' }, true]);
  const early = setUp({ longest: 120_000 });
  early.connect(early.session.issueToken());
  early.process.end();
  await early.clock.advance(30_000);
  assert.equal(early.clock.pending, 0, 'no timer is left of one that ended before');
});

test('a connection of its own carries bytes as they are, and one that cannot be had ends the session with the reason', async () => {
  const plan = { output: 'stream', handshake: { sessionType: 'NonInteractiveCommands' } } as const;
  const { clock, process, seen, session, channel, connect } = setUp(plan);
  connect(session.issueToken());
  await clock.advance(50);
  process.output.write('SSH-2.0-there\r\n');
  channel.write(Buffer.from('SSH-2.0-here\r\n'));
  await clock.advance(10);
  assert.deepEqual([seen.output, process.typed], ['SSH-2.0-there\r\n', 'SSH-2.0-here\r\n']);
  process.end();
  await clock.advance(3000);
  assert.deepEqual(seen.end, { kind: 'closed', output: '' });
  const none = setUp(plan);
  none.connect(none.session.issueToken());
  await none.clock.advance(50);
  none.process.errorOutput?.write('localhost:22: Connection refused');
  await none.clock.advance(10);
  none.process.end(3);
  await none.clock.advance(3000);
  assert.deepEqual(none.seen.end, { kind: 'closed', output: 'Unable to connect to specified port: localhost:22: Connection refused' });
  assert.equal(none.seen.output, '');
});

test('in ECS the process goes on after twenty minutes without a sign of life', async () => {
  const { clock, process, seen, session, connect } = setUp({ clientGone: 'end' });
  connect(session.issueToken());
  process.output.write('$ ');
  await clock.advance(IDLE_LIMIT + 3000);
  assert.deepEqual(seen.end, { kind: 'closed', output: '' });
  assert.equal(process.closed, false);
  assert.equal(seen.abandoned.length, 1);
  process.output.write(Buffer.alloc(1024 * 1024));
  await clock.advance(1);
  assert.equal(process.output.readableLength, 0, 'what it writes is read and thrown away');
  seen.abandoned[0]?.close();
  assert.equal(process.closed, true);
});

test('in ECS a client that has gone ends the session, and the process goes on', async () => {
  const { clock, process, seen, session, connect } = setUp({ clientGone: 'end' });
  const line = connect(session.issueToken());
  await clock.advance(1100);
  line.lose();
  assert.equal(seen.ended, 1);
  assert.equal(process.closed, false);
  process.end();
  await clock.advance(10_000);
  assert.equal(clock.pending, 0, 'no timer is left');
});

test('on an instance a client that has gone may come back, with a new token', async () => {
  const { clock, process, seen, session, channel, connect } = setUp();
  const line = connect(session.issueToken());
  process.output.write('one ');
  await clock.advance(1100);
  line.lose();
  process.output.write('two ');
  await clock.advance(60_000);
  connect(session.issueToken());
  process.output.write('three');
  channel.write(Buffer.from('typed'));
  await clock.advance(1000);
  assert.equal(seen.output, 'one two three');
  assert.equal(process.typed, 'typed');
});

test('a session that is terminated hangs up on its process', async () => {
  const { clock, process, seen, session, connect } = setUp();
  connect(session.issueToken());
  await clock.advance(1);
  session.terminate('it was terminated');
  await clock.advance(1);
  assert.equal(process.closed, true);
  assert.deepEqual(seen.end, { kind: 'closed', output: 'it was terminated' });
  assert.equal(seen.ended, 1);
});

test('a process that is still being started when the session ends is hung up as soon as it is there', async () => {
  let give: (process: FakeProcess) => void = () => undefined;
  const { clock, process, session, connect } = setUp({
    start: () => new Promise((resolve) => {
      give = resolve;
    }),
  });
  connect(session.issueToken());
  session.terminate();
  give(process);
  await clock.advance(1);
  assert.equal(process.closed, true);
});

test('a command without a terminal shows everything at its end', async () => {
  const { clock, process, seen, session, connect } = setUp({ output: 'after-end', handshake: { sessionType: 'NonInteractiveCommands' } });
  connect(session.issueToken());
  await clock.advance(100);
  process.output.write('out ');
  await clock.advance(1);
  process.errorOutput?.write('err');
  await clock.advance(5000);
  assert.equal(seen.output, '');
  process.end(3);
  await clock.advance(3000);
  assert.equal(seen.output, 'out err');
  assert.equal(seen.exitCode, -1);
});

test('a command that keeps its outputs apart tells its exit code', async () => {
  const { clock, process, seen, session, connect } = setUp({ output: 'apart', handshake: { sessionType: 'NonInteractiveCommands' } });
  connect(session.issueToken());
  await clock.advance(100);
  process.output.write('out');
  process.errorOutput?.write('err');
  process.end(3);
  await clock.advance(3000);
  assert.deepEqual([seen.output, seen.errors, seen.exitCode], ['out', 'err', 3]);
});

test('a child that keeps the output open does not keep the session', async () => {
  const { clock, process, seen, session, connect } = setUp();
  const endOutput = process.output.end.bind(process.output);
  process.output.end = () => process.output;
  connect(session.issueToken());
  process.output.write('hello');
  process.end();
  await clock.advance(3000);
  assert.equal(seen.output, 'hello');
  assert.deepEqual(seen.end, { kind: 'closed', output: '' });
  endOutput();
});

test('a client whose input the process does not take is not read, until it has taken all', async () => {
  const { clock, process, seen, session, channel, connect } = setUp();
  connect(session.issueToken());
  process.output.write('$ ');
  await clock.advance(1100);
  process.input.pause();
  for (let sent = 0; sent <= INPUT_LIMIT + 65_536; sent += 1024) channel.write(Buffer.alloc(1024));
  assert.equal(seen.held, true);
  process.input.resume();
  await until(() => !seen.held);
  assert.ok(process.typed.length > INPUT_LIMIT);
});

test('what waits for acknowledgements of its output is read all the same, since they come the same way', async () => {
  const { clock, process, seen, session, channel, connect } = setUp();
  const line = connect(session.issueToken());
  process.output.write('$ ');
  await clock.advance(1100);
  process.input.pause();
  for (let sent = 0; sent <= INPUT_LIMIT + 65_536; sent += 1024) channel.write(Buffer.alloc(1024));
  assert.equal(seen.held, true);
  line.lose();
  const other = { send: () => undefined, close: () => undefined, hold: (held: boolean) => void (seen.held = held) };
  session.connect(other, session.issueToken(), 'client');
  process.output.write(Buffer.alloc(1024 * 1024));
  await until(() => process.output.isPaused());
  assert.equal(seen.held, false);
});

test('a client is read again when the process has ended with input that it never took', async () => {
  const { clock, process, seen, session, channel, connect } = setUp();
  connect(session.issueToken());
  process.output.write('$ ');
  await clock.advance(1100);
  process.input.pause();
  for (let sent = 0; sent <= INPUT_LIMIT + 65_536; sent += 1024) channel.write(Buffer.alloc(1024));
  assert.equal(seen.held, true);
  process.end();
  await clock.advance(3000);
  assert.deepEqual([seen.held, seen.ended], [false, 1]);
});
