import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { ClientChannel } from '@cdk-ecs-network-modes/session-channel';
import type { SessionEnd } from '@cdk-ecs-network-modes/session-channel';
import type { SessionPlan } from '../../src/session/plan';
import type { Runner } from '../../src/session/process/runner';
import { IDLE_LIMIT, Session, TOKEN_LIFE } from '../../src/session/session';
import { timersOf } from '../../src/session/timers';
import { FakeClock } from '../support/fake-clock';
import { FakeProcess } from './support/fake-process';
import { testLab } from './support/lab';

function setUp(plan: Partial<SessionPlan> = {}) {
  const clock = new FakeClock();
  const process = new FakeProcess(plan.output === undefined || plan.output === 'terminal');
  const seen = { starts: 0, output: '', errors: '', exitCode: -1, ended: 0, abandoned: [] as Runner[], end: undefined as SessionEnd | undefined };
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
    const server = { send: (data: string | Uint8Array) => void (whole && typeof data !== 'string' && channel.receive(data)), close: () => undefined };
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
  assert.deepEqual(seen.end, { kind: 'closed', output: '' });
  assert.equal(process.closed, true);
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
