import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { channelClosedFrame, encodeFrame, readOpenDataChannel } from '@cdk-ecs-network-modes/session-channel';
import type { ChannelSocket } from '@cdk-ecs-network-modes/session-channel';
import { WebSocketServer } from 'ws';
import type { RawData, WebSocket } from 'ws';
import type { Lab } from '../lab';
import type { Session } from './session';

export const STREAM_PATH = '/v1/data-channel/';

const LARGEST_MESSAGE = 4 * 1024 * 1024;
// the real client has no time-out of its own: it must never be left without an answer
const OPEN_LIMIT = 15_000;
// the client leaves by itself after channel_closed; one that does not is cut off
const LEAVE_LIMIT = 10_000;

/** The WebSocket end of sessions. Sockets of unknown sessions are taken too, and told why they are of no use. */
export class StreamServer {
  private readonly server = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE, perMessageDeflate: false });

  constructor(private readonly lab: Pick<Lab, 'clock' | 'log'>, private readonly find: (sessionId: string) => Session | undefined) {}

  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    const sessionId = sessionOf(request.url ?? '');
    if (sessionId === undefined) return false;
    this.server.handleUpgrade(request, socket, head, (connection) => this.serve(connection, sessionId));
    return true;
  }

  close(): void {
    for (const connection of this.server.clients) connection.terminate();
    this.server.close();
  }

  private serve(connection: WebSocket, sessionId: string): void {
    let session: Session | undefined;
    const socket: ChannelSocket = {
      send: (data) => {
        if (connection.readyState === connection.OPEN) connection.send(data);
      },
      close: () => connection.close(),
      hold: (held) => {
        if (held !== connection.isPaused) connection[held ? 'pause' : 'resume']();
      },
    };
    const cancel = this.lab.clock.after(OPEN_LIMIT, () => this.refuse(connection, sessionId, 'The stream was not opened with a token in time.'));
    connection.on('message', (data: RawData, isBinary: boolean) => {
      if (session !== undefined) {
        if (isBinary) session.receive(bytesOf(data));
        return;
      }
      cancel();
      const opening = isBinary ? undefined : readOpenDataChannel(bytesOf(data).toString('utf8'));
      const found = this.find(sessionId);
      if (opening === undefined) this.refuse(connection, sessionId, 'The first message of a stream must be OpenDataChannelInput.');
      else if (found === undefined) this.refuse(connection, sessionId, `Session ${sessionId} does not exist or has ended.`);
      else if (found.connect(socket, opening.tokenValue, opening.clientId)) session = found;
      else this.refuse(connection, sessionId, `The token of session ${sessionId} is not valid: it opens one stream, within a minute.`);
    });
    connection.on('close', () => {
      cancel();
      session?.disconnect(socket);
    });
    // ws closes the connection right after
    connection.on('error', (error) => this.lab.log.warn(`session ${sessionId}: ${error.message}`));
  }

  private refuse(connection: WebSocket, sessionId: string, output: string): void {
    this.lab.log.warn(`session ${sessionId}: ${output}`);
    connection.send(encodeFrame(channelClosedFrame({ sessionId, output }, '', randomUUID(), this.lab.clock.now().getTime())));
    this.lab.clock.after(LEAVE_LIMIT, () => connection.terminate());
  }
}

function sessionOf(url: string): string | undefined {
  const path = url.split('?', 1)[0] ?? '';
  if (!path.startsWith(STREAM_PATH)) return undefined;
  try {
    return decodeURIComponent(path.slice(STREAM_PATH.length));
  } catch (error) {
    if (error instanceof URIError) return '';
    throw error;
  }
}

function bytesOf(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}
