import { MessageType, PayloadType } from '../frame/frame';
import type { Frame } from '../frame/frame';
import { channelClosedFrame } from '../message/channel-closed';
import { writeHandshakeComplete } from '../message/handshake';
import { readSize } from '../message/size';
import type { TerminalSize } from '../message/size';
import { ReliableLink } from '../reliable/link';
import type { ChannelSocket } from '../reliable/link';
import type { Timers } from '../time/timers';
import { requestOf, failureOf, HANDSHAKE_TIMED_OUT } from './agent-handshake';
import type { AgentHandshake } from './agent-handshake';
import { CharacterStream, pieces } from './characters';
import { HeldOutput } from './held-output';

/** How long the first output is held, in milliseconds: a process that ends in that time is sent as one frame. */
export const FIRST_OUTPUT_HOLD = 1000;
/** How long the end waits for acknowledgements, in milliseconds. */
export const DRAIN_LIMIT = 2000;
/** How long the client may take for its answer to the handshake, in milliseconds. */
export const HANDSHAKE_LIMIT = 15_000;

// the real client drops what comes in the first milliseconds after the handshake
const AFTER_HANDSHAKE = 20;
const FRAME_SIZE = 1024;
const HELD_LIMIT = 2 * 1024 * 1024;
const WINDOW = 1000;

/** How a channel ended: by itself, because the client answers no more, or because it refused the handshake. */
export type AgentEnd = 'finished' | 'given-up' | 'handshake-failed';

export interface AgentHandler {
  /** A client is there: the process may start. Called once. */
  opened(): void;
  input(bytes: Uint8Array): void;
  resized(size: TerminalSize): void;
  /** What a client of a port session asks for: a `Flag`. Default: ignored */
  flagged?(flag: number): void;
  /** There is no room for more output until acknowledgements have come. Default: nothing is done */
  blocked?(): void;
  /** There is room for output again, after `output` answered false. */
  writable(): void;
  /** Nothing is sent or delivered after this. Called once. */
  closed(end: AgentEnd): void;
}

export interface AgentChannelOptions {
  readonly sessionId: string;
  readonly timers: Timers;
  readonly uuid: () => string;
  readonly handler: AgentHandler;
  /** Default: none, as the real agent does for shells without KMS. */
  readonly handshake?: AgentHandshake;
  /** The output is no text: it is sent as it comes, and none of it is held. Default: text */
  readonly binary?: boolean;
}

/** The agent's side of a session, and the service's: sockets may come and go, the counters go on. */
export class AgentChannel {
  private readonly link: ReliableLink;
  private readonly held = new HeldOutput();
  private readonly characters = new Map<number, CharacterStream>();
  private state: 'waiting' | 'handshake' | 'holding' | 'streaming' | 'draining' | 'closed' = 'waiting';
  private socket?: ChannelSocket;
  private clientId = '';
  private finishing?: { readonly output: string };
  private blocked = false;
  private cancelTimer?: () => void;
  private handshakeStartedAt = 0;

  constructor(private readonly options: AgentChannelOptions) {
    this.link = new ReliableLink({
      sends: MessageType.OUTPUT,
      receives: MessageType.INPUT,
      timers: options.timers,
      uuid: options.uuid,
      synchronise: true,
      deliver: (frame) => this.deliver(frame),
      givenUp: () => this.close('given-up'),
      acknowledged: () => this.unblock(),
      drained: () => this.drained(),
    });
  }

  get isClosed(): boolean {
    return this.state === 'closed';
  }

  /** Whether output waits for acknowledgements. */
  get isBlocked(): boolean {
    return this.blocked;
  }

  /** Whether the first output is still held back. */
  get isHolding(): boolean {
    return this.state === 'waiting' || this.state === 'handshake' || this.state === 'holding';
  }

  /** Takes a socket whose client has shown its token: the first one, or one after a resume. */
  attach(socket: ChannelSocket, clientId: string): void {
    this.socket = socket;
    this.clientId = clientId;
    this.link.attach(socket);
    if (this.state !== 'waiting') return;
    if (this.options.handshake === undefined) {
      this.open();
      return;
    }
    this.state = 'handshake';
    this.handshakeStartedAt = this.options.timers.now();
    this.link.send(PayloadType.HANDSHAKE_REQUEST, requestOf(this.options.handshake));
    this.timer(HANDSHAKE_LIMIT, () => this.refuse(HANDSHAKE_TIMED_OUT));
  }

  /** The socket has gone; the session has not. */
  detach(): void {
    this.socket = undefined;
    this.link.detach();
  }

  /** A binary message of the socket. Never throws, whatever the bytes are. */
  receive(data: Uint8Array): void {
    if (this.state !== 'closed') this.link.receive(data);
  }

  /**
   * Sends what the process wrote. Answers false where the writer should wait for `writable`.
   * @param payloadType Default: plain output
   */
  output(bytes: Uint8Array, payloadType: number = PayloadType.OUTPUT): boolean {
    if (this.state === 'draining' || this.state === 'closed' || this.finishing || bytes.length === 0) return true;
    if (this.state === 'streaming') {
      pieces(this.wholeOf(payloadType, bytes), FRAME_SIZE).forEach((piece) => this.link.send(payloadType, piece));
    } else {
      this.held.push(payloadType, bytes);
      if (this.held.size >= HELD_LIMIT && this.state === 'holding') this.release();
    }
    const before = this.blocked;
    this.blocked = this.link.outstanding >= WINDOW || this.held.size >= HELD_LIMIT;
    if (this.blocked && !before) this.options.handler.blocked?.();
    return !this.blocked;
  }

  /** The process has ended: sends what is left and closes. `output` is the error text that the person sees. Default: none */
  finish(output = ''): void {
    if (this.finishing !== undefined || this.state === 'closed') return;
    this.finishing = { output };
    if (this.state === 'holding' || this.state === 'streaming') this.end();
    // no client has come so far as to be waited for
    else this.close('finished');
  }

  /** Closes at once, whatever is still on its way. */
  abandon(): void {
    this.close('finished');
  }

  /** Ends with an error text and throws away what has not been sent: what could not start has no output of its own. */
  fail(output: string): void {
    this.held.take();
    this.finish(output);
  }

  private open(): void {
    this.state = 'holding';
    if (this.options.binary) this.release();
    else this.timer(FIRST_OUTPUT_HOLD, () => this.release());
    this.options.handler.opened();
  }

  private release(): void {
    this.cancelTimer?.();
    this.state = 'streaming';
    for (const { payloadType, bytes } of this.held.take()) {
      const whole = this.wholeOf(payloadType, bytes);
      if (whole.length > 0) this.link.send(payloadType, whole);
    }
    this.unblock();
  }

  private end(): void {
    const atOnce = this.state === 'holding' && this.options.handshake === undefined && this.socket !== undefined;
    this.cancelTimer?.();
    if (this.state === 'holding') {
      for (const { payloadType, bytes } of this.held.take()) this.link.send(payloadType, bytes);
    }
    for (const [payloadType, stream] of this.characters) {
      const rest = stream.end();
      if (rest.length > 0) this.link.send(payloadType, rest);
    }
    this.state = 'draining';
    // a client whose standard input is at its end shows the first frame only: nothing may come between it and the end
    if (atOnce || this.link.outstanding === 0) this.close('finished');
    else this.timer(DRAIN_LIMIT, () => this.close('finished'));
  }

  private drained(): void {
    if (this.state === 'draining') this.close('finished');
  }

  private close(end: AgentEnd): void {
    if (this.state === 'closed') return;
    this.cancelTimer?.();
    this.state = 'closed';
    const closed = { sessionId: this.options.sessionId, output: this.finishing?.output ?? '' };
    this.link.transmit(channelClosedFrame(closed, this.clientId, this.options.uuid(), this.options.timers.now()));
    this.link.stop();
    this.options.handler.closed(end);
  }

  private deliver(frame: Frame): void {
    if (this.state === 'handshake') {
      // as in the real agent, anything else that comes now is acknowledged and thrown away
      if (frame.payloadType === PayloadType.HANDSHAKE_RESPONSE) this.answered(frame);
      return;
    }
    if (frame.payloadType === PayloadType.OUTPUT) this.options.handler.input(frame.payload);
    if (frame.payloadType === PayloadType.FLAG && frame.payload.length >= 4) {
      this.options.handler.flagged?.(Buffer.from(frame.payload).readUInt32BE());
    }
    if (frame.payloadType === PayloadType.SIZE) {
      const size = readSize(frame.payload);
      if (size !== undefined) this.options.handler.resized(size);
    }
  }

  private answered(frame: Frame): void {
    const failure = failureOf(frame.payload);
    if (failure !== undefined) {
      this.refuse(failure);
      return;
    }
    const { timers, handshake } = this.options;
    this.link.send(PayloadType.HANDSHAKE_COMPLETE, writeHandshakeComplete(timers.now() - this.handshakeStartedAt, handshake?.customerMessage ?? ''));
    this.state = 'holding';
    // a client of bytes speaks first, and none of what it says may come too early
    if (this.options.binary) this.open();
    else this.timer(AFTER_HANDSHAKE, () => this.open());
  }

  private refuse(output: string): void {
    this.finishing = { output };
    this.close('handshake-failed');
  }

  private unblock(): void {
    if (!this.blocked || this.link.outstanding > WINDOW / 2 || this.held.size >= HELD_LIMIT) return;
    this.blocked = false;
    this.options.handler.writable();
  }

  private timer(milliseconds: number, work: () => void): void {
    this.cancelTimer?.();
    this.cancelTimer = this.options.timers.after(milliseconds, work);
  }

  /** What can be sent of it now: of text, whole characters. */
  private wholeOf(payloadType: number, bytes: Uint8Array): Uint8Array {
    return this.options.binary ? bytes : this.charactersOf(payloadType).push(bytes);
  }

  private charactersOf(payloadType: number): CharacterStream {
    const known = this.characters.get(payloadType) ?? new CharacterStream();
    this.characters.set(payloadType, known);
    return known;
  }
}
