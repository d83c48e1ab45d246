import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Clock } from '../clock/clock';
import type { Credentials } from '../iam/credentials';
import type { LabLog } from '../lab';
import type { WireRequest, WireResponse } from '../protocol/codec';
import type { Store } from '../state/store';
import { answerSigned } from './answer';
import type { Dispatcher } from './dispatcher';
import { originRefusal } from './origin-guard';
import { readRequest, BodyTooLarge } from './read-request';

/** Answers requests below a path that are no AWS calls. */
export type RouteHandler = (request: WireRequest) => Promise<WireResponse>;
/** Takes over a connection that asks for a WebSocket. */
export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

export interface GatewayOptions {
  readonly dispatcher: Dispatcher;
  readonly credentials: Credentials;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: LabLog;
  readonly region: string;
}

/** The lab's one HTTP port, on 127.0.0.1 only. */
export interface Gateway {
  /** Resolves with the port; 0 asks for any. Rejects when the port is taken. */
  listen(port: number): Promise<number>;
  /** For example `http://127.0.0.1:4510`; throws before `listen`. */
  endpoint(): string;
  /** Requests whose path begins with `prefix` go to `handler`, without a signature. */
  route(prefix: string, handler: RouteHandler): void;
  /** WebSocket requests whose path begins with `prefix`. */
  upgrade(prefix: string, handler: UpgradeHandler): void;
  /**
   * Answers AWS calls that come another way than through the port, under whatever `Host`: from instances and tasks.
   * The paths of `route` are not there for them.
   */
  readonly listener: RequestListener;
  /** Ends open connections too. */
  close(): Promise<void>;
}

export function createGateway(options: GatewayOptions): Gateway {
  const routes = new Map<string, RouteHandler>();
  const upgrades = new Map<string, UpgradeHandler>();
  let port: number | undefined;

  const answer = async (incoming: IncomingMessage, fromPort: boolean): Promise<WireResponse> => {
    const refusal = fromPort ? originRefusal(incoming.headers) : undefined;
    if (refusal !== undefined) return plain(403, refusal);
    let request: WireRequest;
    try {
      request = await readRequest(incoming);
    } catch (error) {
      if (error instanceof BodyTooLarge) return plain(413, error.message);
      throw error;
    }
    const handler = fromPort ? byPrefix(routes, request.path) : undefined;
    return handler ? handler(request) : answerSigned(request, options, randomUUID());
  };

  const listener = (fromPort: boolean): RequestListener => (incoming, outgoing) => {
    answer(incoming, fromPort).catch((error: unknown) => {
      options.log.warn(`${incoming.method} ${incoming.url} failed: ${error instanceof Error ? error.stack ?? error.message : String(error)}`);
      return plain(500, 'the lab failed; its log says why');
    }).then((response) => send(incoming, outgoing, response), () => outgoing.destroy());
  };
  const server = createServer(listener(true));
  server.keepAliveTimeout = 65_000;
  server.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    const handler = byPrefix(upgrades, (incoming.url ?? '').split('?')[0] ?? '');
    const refusal = originRefusal(incoming.headers) ?? (handler ? undefined : `there is no WebSocket at ${incoming.url}`);
    if (handler && refusal === undefined) return handler(incoming, socket, head);
    socket.end(`HTTP/1.1 ${handler ? '403 Forbidden' : '404 Not Found'}\r\nConnection: close\r\nContent-Type: text/plain\r\n\r\n${refusal}\n`);
  });

  return {
    listen: async (wanted) => {
      port = await listen(server, wanted);
      return port;
    },
    endpoint: () => {
      if (port === undefined) throw new Error('the gateway does not listen yet');
      return `http://127.0.0.1:${port}`;
    },
    route: (prefix, handler) => void routes.set(prefix, handler),
    upgrade: (prefix, handler) => void upgrades.set(prefix, handler),
    listener: listener(false),
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'EADDRINUSE'
      ? new Error(`port ${port} is in use: choose another with --port, or --port 0 for any free one`)
      : error));
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function byPrefix<T>(handlers: ReadonlyMap<string, T>, path: string): T | undefined {
  for (const [prefix, handler] of handlers) if (path.startsWith(prefix)) return handler;
  return undefined;
}

function send({ method }: IncomingMessage, outgoing: ServerResponse, { status, headers, body }: WireResponse): void {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  // a HEAD answer says the length of what it does not send
  outgoing.writeHead(status, { 'content-length': String(bytes.length), ...headers, 'server': 'ecs-lab' });
  outgoing.end(method === 'HEAD' || status === 204 ? undefined : bytes);
}

function plain(status: number, text: string): WireResponse {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: `${text}\n` };
}
