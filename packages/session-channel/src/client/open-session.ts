import { randomUUID } from 'node:crypto';
import type { TerminalSize } from '../message/size';
import { systemTimers } from '../time/timers';
import type { Timers } from '../time/timers';
import { ClientChannel } from './client-channel';
import type { ClientHandler, SessionEnd } from './client-channel';
import { globalWebSocket } from './web-socket';
import type { WebSocketConstructor } from './web-socket';

export interface OpenSessionOptions extends Omit<ClientHandler, 'ended' | 'output'> {
  /** `streamUrl` of ExecuteCommand or StartSession; dialled exactly as it is. */
  readonly streamUrl: string;
  /** `tokenValue` of the same answer; valid for a short time. */
  readonly tokenValue: string;
  output(bytes: Uint8Array): void;
  /** Default: 300 × 100 */
  readonly terminal?: TerminalSize;
  /** Default: Node's own */
  readonly webSocket?: WebSocketConstructor;
  /** Default: the machine's own clock */
  readonly timers?: Timers;
  /** Default: that of node:crypto */
  readonly uuid?: () => string;
}

/** A session that is being held. */
export interface ClientSession {
  readonly ended: Promise<SessionEnd>;
  write(bytes: Uint8Array | string): void;
  resize(terminal: TerminalSize): void;
  /** Presses Ctrl-C at once, even where nothing has come from the agent yet. */
  interrupt(): void;
  /** Leaves at once; the process may go on. */
  leave(reason: string): void;
}

/** Opens the data channel of a session that ExecuteCommand or StartSession has made. Every failure comes through `ended`. */
export function openSession(options: OpenSessionOptions): ClientSession {
  const WebSocket = options.webSocket ?? globalWebSocket();
  const socket = new WebSocket(options.streamUrl);
  socket.binaryType = 'arraybuffer';
  let resolveEnded: (end: SessionEnd) => void = () => undefined;
  const ended = new Promise<SessionEnd>((resolve) => {
    resolveEnded = resolve;
  });
  const channel = new ClientChannel({
    timers: options.timers ?? systemTimers,
    uuid: options.uuid ?? randomUUID,
    ...(options.terminal ? { terminal: options.terminal } : {}),
    handler: { ...handlerOf(options), ended: resolveEnded },
  });
  socket.onopen = () => channel.attach(socket, options.tokenValue);
  socket.onmessage = (event: { data: unknown }) => {
    if (event.data instanceof ArrayBuffer) channel.receive(new Uint8Array(event.data));
  };
  socket.onerror = (event: { message?: string }) =>
    channel.end({ kind: 'broken', reason: `the connection failed: ${event.message ?? 'no reason was told'}` });
  socket.onclose = (event: { code: number }) =>
    channel.end({ kind: 'broken', reason: `the connection was closed with code ${event.code} before the session ended` });
  return {
    ended,
    write: (bytes) => channel.write(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes),
    resize: (terminal) => channel.resize(terminal),
    interrupt: () => channel.interrupt(),
    leave: (reason) => channel.end({ kind: 'broken', reason }),
  };
}

function handlerOf(options: OpenSessionOptions): Omit<ClientHandler, 'ended'> {
  return {
    output: (bytes) => options.output(bytes),
    errorOutput: (bytes) => options.errorOutput?.(bytes),
    exitCode: (code) => options.exitCode?.(code),
    customerMessage: (text) => options.customerMessage?.(text),
  };
}
