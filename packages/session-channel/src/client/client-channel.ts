import { MessageType, PayloadType } from '../frame/frame';
import type { Frame } from '../frame/frame';
import { readChannelClosed } from '../message/channel-closed';
import { readHandshakeComplete, readHandshakeRequest, writeHandshakeResponse } from '../message/handshake';
import { writeOpenDataChannel } from '../message/open-data-channel';
import { writeSize } from '../message/size';
import type { TerminalSize } from '../message/size';
import { ReliableLink } from '../reliable/link';
import type { ChannelSocket } from '../reliable/link';
import type { Timers } from '../time/timers';
import { answerTo } from './client-handshake';

/**
 * How a session ended: `closed` by the service, with an error text where it did not end well (else empty);
 * `broken` where the connection or the peer has gone without a word.
 */
export type SessionEnd =
  | { readonly kind: 'closed'; readonly output: string }
  | { readonly kind: 'broken'; readonly reason: string };

export interface ClientHandler {
  output(bytes: Uint8Array): void;
  /** Standard error, only of commands without a terminal that keep it apart. */
  errorOutput?(bytes: Uint8Array): void;
  /** Only of commands without a terminal that keep standard error apart. */
  exitCode?(code: number): void;
  /** A message of the account for the person. */
  customerMessage?(text: string): void;
  /** Called once. */
  ended(end: SessionEnd): void;
}

export interface ClientChannelOptions {
  readonly timers: Timers;
  readonly uuid: () => string;
  readonly handler: ClientHandler;
  /** Default: 300 × 100, wide enough that tools do not cut their lines */
  readonly terminal?: TerminalSize;
  /** Default: 1.2.0.0 */
  readonly clientVersion?: string;
}

const INTERRUPT = 0x03;

/** The client's side of a session, over any transport. */
export class ClientChannel {
  private readonly link: ReliableLink;
  private readonly clientId: string;
  private readonly clientVersion: string;
  private socket?: ChannelSocket;
  private terminal: TerminalSize;
  private early: Uint8Array[] = [];
  private ready = false;
  private ended = false;

  constructor(private readonly options: ClientChannelOptions) {
    this.clientId = options.uuid();
    this.clientVersion = options.clientVersion ?? '1.2.0.0';
    this.terminal = options.terminal ?? { columns: 300, rows: 100 };
    this.link = new ReliableLink({
      sends: MessageType.INPUT,
      receives: MessageType.OUTPUT,
      timers: options.timers,
      uuid: options.uuid,
      deliver: (frame) => this.deliver(frame),
      channelClosed: (frame) => this.end({ kind: 'closed', output: readChannelClosed(frame).output }),
      givenUp: () => this.end({ kind: 'broken', reason: 'the agent acknowledges input no more' }),
    });
  }

  /** Opens the channel on a connected socket. After a resume: on a new one, with a new token. */
  attach(socket: ChannelSocket, tokenValue: string): void {
    this.socket = socket;
    socket.send(writeOpenDataChannel({
      requestId: this.options.uuid(), tokenValue, clientId: this.clientId, clientVersion: this.clientVersion,
    }));
    this.link.attach(socket);
  }

  /** The socket has gone, but the session may be resumed. */
  detach(): void {
    this.socket = undefined;
    this.link.detach();
  }

  /** A message of the socket. Never throws, whatever it is. */
  receive(data: Uint8Array): void {
    if (!this.ended) this.link.receive(data);
  }

  /** Types into the session; kept until the agent is ready for it. */
  write(bytes: Uint8Array): void {
    if (this.ended || bytes.length === 0) return;
    if (this.ready) this.link.send(PayloadType.OUTPUT, bytes);
    else this.early.push(new Uint8Array(bytes));
  }

  /** Presses Ctrl-C at once, even where nothing has come from the agent yet. */
  interrupt(): void {
    if (!this.ended) this.link.send(PayloadType.OUTPUT, new Uint8Array([INTERRUPT]));
  }

  resize(terminal: TerminalSize): void {
    this.terminal = terminal;
    if (this.ready && !this.ended) this.link.send(PayloadType.SIZE, writeSize(terminal));
  }

  /** Gives the session up from this side. */
  end(end: SessionEnd): void {
    if (this.ended) return;
    this.ended = true;
    this.link.stop();
    this.socket?.close();
    this.options.handler.ended(end);
  }

  private deliver(frame: Frame): void {
    const { handler } = this.options;
    if (this.ended) return;
    switch (frame.payloadType) {
      case PayloadType.OUTPUT:
        this.begin();
        handler.output(frame.payload);
        break;
      case PayloadType.ERROR:
      case PayloadType.STANDARD_ERROR:
        handler.errorOutput?.(frame.payload);
        break;
      case PayloadType.EXIT_CODE: {
        const code = /EXIT_CODE: (\d+)/.exec(new TextDecoder().decode(frame.payload))?.[1];
        if (code !== undefined) handler.exitCode?.(Number(code));
        break;
      }
      case PayloadType.HANDSHAKE_REQUEST: {
        const request = readHandshakeRequest(frame.payload);
        if (request === undefined) this.end({ kind: 'broken', reason: 'the handshake request of the agent could not be read' });
        else this.link.send(PayloadType.HANDSHAKE_RESPONSE, writeHandshakeResponse(answerTo(request, this.clientVersion)));
        break;
      }
      case PayloadType.HANDSHAKE_COMPLETE: {
        const message = readHandshakeComplete(frame.payload);
        if (message !== '') handler.customerMessage?.(message);
        this.begin();
        break;
      }
    }
  }

  /** Input before this point would be thrown away by the agent. */
  private begin(): void {
    if (this.ready) return;
    this.ready = true;
    this.link.send(PayloadType.SIZE, writeSize(this.terminal));
    this.early.forEach((bytes) => this.link.send(PayloadType.OUTPUT, bytes));
    this.early = [];
  }
}
