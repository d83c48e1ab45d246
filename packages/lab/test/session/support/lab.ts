import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { openSession } from '@cdk-ecs-network-modes/session-channel';
import type { SessionEnd, WebSocketConstructor } from '@cdk-ecs-network-modes/session-channel';
import { WebSocket } from 'ws';
import { systemClock } from '../../../src/clock/clock';
import type { Clock } from '../../../src/clock/clock';
import type { Call } from '../../../src/gateway/operation';
import { SessionBroker } from '../../../src/session/broker';
import { createMemoryStore } from '../../../src/state/memory-store';
import type { Lab } from '../../../src/lab';
import type { Store } from '../../../src/state/store';

export interface TestLab {
  readonly accountId: string;
  readonly region: string;
  readonly clock: Clock;
  readonly store: Store;
  readonly endpoint: () => string;
  readonly log: { info(message: string): void; warn(message: string): void };
  readonly warnings: string[];
  readonly invoke: Lab['invoke'];
}

export function testLab(clock: Clock = systemClock, store: Store = createMemoryStore()): TestLab {
  const warnings: string[] = [];
  return {
    accountId: '123456789012', region: 'us-east-1', clock, store, endpoint: () => 'http://127.0.0.1:4510', warnings,
    invoke: () => Promise.reject(new Error('nothing is to be called')),
    log: { info: () => undefined, warn: (message) => warnings.push(message) },
  };
}

/** A broker behind a real HTTP server. */
export async function servedBroker(context: TestContext): Promise<{ broker: SessionBroker; lab: TestLab }> {
  const server = createServer((_request, response) => response.end());
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const lab = { ...testLab(), endpoint: () => `http://127.0.0.1:${port}` };
  const broker = new SessionBroker(lab);
  server.on('upgrade', (request, socket, head) => {
    if (!broker.handleUpgrade(request, socket, head)) socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
  });
  context.after(() => {
    broker.close();
    server.close();
    server.closeAllConnections();
  });
  return { broker, lab };
}

export interface Shown {
  output: string;
  errorOutput: string;
  exitCode?: number;
}

/** Opens a stream with the client of this project. */
export function client(streamUrl: string, tokenValue: string) {
  const shown: Shown = { output: '', errorOutput: '' };
  const watchers: (() => void)[] = [];
  const session = openSession({
    streamUrl, tokenValue,
    webSocket: WebSocket as unknown as WebSocketConstructor,
    terminal: { columns: 120, rows: 40 },
    output: (bytes) => {
      shown.output += Buffer.from(bytes).toString();
      watchers.forEach((watch) => watch());
    },
    errorOutput: (bytes) => {
      shown.errorOutput += Buffer.from(bytes).toString();
    },
    exitCode: (code) => {
      shown.exitCode = code;
    },
  });
  return {
    session, shown,
    ended: session.ended as Promise<SessionEnd>,
    /** Resolves when the output holds a text. */
    sees: (text: string): Promise<void> => new Promise((resolve) => {
      const watch = (): void => {
        if (shown.output.includes(text)) resolve();
      };
      watchers.push(watch);
      watch();
    }),
  };
}

export const ROOT_CALL: Call = {
  principal: { kind: 'root', arn: 'arn:aws:iam::123456789012:root' }, region: 'us-east-1', accountId: '123456789012', requestId: 'r',
};

/** Resolves when a condition holds; looks again after every turn of the event loop. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
