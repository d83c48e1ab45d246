import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { AgentChannel } from '../../src/agent/agent-channel';
import { runSession } from '../../src/client/run-session';
import type { WebSocketLike } from '../../src/client/web-socket';
import { readOpenDataChannel } from '../../src/message/open-data-channel';
import { VirtualTime } from '../support/virtual-time';

/** A WebSocket in memory whose other end is an agent. */
function setUp(act: (agent: AgentChannel) => void, interrupted: (agent: AgentChannel) => void = () => undefined) {
  const time = new VirtualTime();
  const urls: string[] = [];
  class Line implements WebSocketLike {
    binaryType = '';
    onopen: ((event: never) => void) | null = null;
    onmessage: ((event: never) => void) | null = null;
    onclose: ((event: never) => void) | null = null;
    onerror: ((event: never) => void) | null = null;
    private readonly agent = new AgentChannel({
      sessionId: 's', timers: time, uuid: randomUUID,
      handler: {
        opened: () => act(this.agent),
        input: (bytes) => bytes[0] === 3 && interrupted(this.agent),
        resized: () => undefined, writable: () => undefined, closed: () => undefined,
      },
    });

    constructor(url: string) {
      urls.push(url);
      time.after(1, () => this.onopen?.({} as never));
    }

    send(data: string | Uint8Array): void {
      if (typeof data === 'string') {
        assert.equal(readOpenDataChannel(data)?.tokenValue, 'token');
        this.agent.attach({ send: (bytes) => this.deliver(bytes), close: () => undefined }, 'client');
      } else {
        this.agent.receive(data);
      }
    }

    close(): void {
      this.agent.detach();
    }

    /** The connection breaks. */
    break(): void {
      this.onclose?.({ code: 1006 } as never);
    }

    private deliver(data: string | Uint8Array): void {
      if (typeof data !== 'string') this.onmessage?.({ data: new Uint8Array(data).buffer } as never);
    }
  }
  const lines: Line[] = [];
  const webSocket = class extends Line {
    constructor(url: string) {
      super(url);
      lines.push(this);
    }
  };
  const run = (change: object = {}) => runSession({ streamUrl: 'ws://there', tokenValue: 'token', webSocket, timers: time, timeout: 60_000, ...change });
  return { time, urls, lines, run };
}

test('a command is run to its end and its output is given', async () => {
  const { time, urls, run } = setUp((agent) => {
    agent.output(Buffer.from('hello'));
    agent.finish();
  });
  const result = run();
  time.pass(10);
  assert.deepEqual(await result, { end: { kind: 'closed', output: '' }, output: 'hello', errorOutput: '', dropped: 0, timedOut: false });
  assert.deepEqual(urls, ['ws://there']);
  assert.ok(time.isIdle, 'no timer is left');
});

test('output beyond the maximum is counted', async () => {
  const { time, run } = setUp((agent) => {
    agent.output(Buffer.from('0123456789'));
    agent.finish();
  });
  const result = run({ maximumOutput: 4 });
  time.pass(10);
  assert.deepEqual([(await result).output, (await result).dropped], ['0123', 6]);
});

test('a command that takes too long is interrupted, even when it never wrote a word', async () => {
  const { time, run } = setUp(() => undefined, (agent) => agent.finish());
  const result = run();
  time.pass(60_010);
  assert.deepEqual([(await result).end, (await result).timedOut], [{ kind: 'closed', output: '' }, true]);
});

test('a command that does not heed the interrupt is left', async () => {
  const { time, run } = setUp(() => undefined);
  const result = run();
  time.pass(61_000);
  const { end, timedOut } = await result;
  assert.deepEqual([end, timedOut], [{ kind: 'broken', reason: 'the command did not end within 60000 ms' }, true]);
});

test('a connection that breaks is told with its code', async () => {
  const { time, lines, run } = setUp((agent) => agent.output(Buffer.from('half')));
  const result = run();
  time.pass(1500);
  lines[0]?.break();
  const { end, output } = await result;
  assert.deepEqual(end, { kind: 'broken', reason: 'the connection was closed with code 1006 before the session ended' });
  assert.equal(output, 'half');
});
