import { randomUUID } from 'node:crypto';
import { AgentChannel, Flag } from '@cdk-ecs-network-modes/session-channel';
import type { AgentEnd, ChannelSocket } from '@cdk-ecs-network-modes/session-channel';
import type { Lab } from '../lab';
import { newToken } from './ids';
import type { SessionPlan } from './plan';
import { PortForwarder } from './port/port-forwarder';
import type { Runner } from './process/runner';
import { SessionProcess } from './process/session-process';
import { timersOf } from './timers';

/** How long a token opens a stream, in milliseconds. */
export const TOKEN_LIFE = 60_000;
/** A session without a sign of life ends after so many milliseconds, where its document says nothing else. */
export const IDLE_LIMIT = 20 * 60_000;
/** What the agent calls itself in a handshake. */
export const AGENT_VERSION = '3.3.1142.0';

/** What the person sees when a session on an instance was idle for too long. */
export const TIMED_OUT = 'Your session timed out due to inactivity and has been terminated.';

const LEAVE_LIMIT = 10_000;

export interface SessionEvents {
  connected(session: Session): void;
  ended(session: Session): void;
  /** The session is over, its process is not. */
  abandoned(process: Runner): void;
}

/** One session: a token, sockets that come and go, and a process. */
export class Session {
  private readonly channel: AgentChannel;
  private process?: Runner;
  private token?: string;
  private cancelToken?: () => void;
  private cancelIdle?: () => void;
  private cancelLongest?: () => void;
  private socket?: ChannelSocket;
  private lastActivity: number;
  private over = false;
  private processEnded = false;

  constructor(readonly plan: SessionPlan, private readonly lab: Pick<Lab, 'clock' | 'log'>, private readonly events: SessionEvents) {
    this.lastActivity = lab.clock.now().getTime();
    this.channel = new AgentChannel({
      sessionId: plan.sessionId,
      timers: timersOf(lab.clock),
      uuid: randomUUID,
      binary: isConnection(plan),
      ...(plan.handshake ? { handshake: { ...plan.handshake, agentVersion: AGENT_VERSION } } : {}),
      handler: {
        opened: () => this.start(),
        input: (bytes) => {
          this.alive();
          this.process?.write(bytes);
          this.holdSocket();
        },
        resized: (size) => this.process?.resize(size),
        flagged: (flag) => {
          if (flag === Flag.TERMINATE_SESSION && isConnection(plan)) this.terminate();
        },
        blocked: () => this.holdSocket(),
        writable: () => {
          this.process?.resume();
          this.holdSocket();
        },
        closed: (end) => this.ended(end),
      },
    });
    this.watchIdle();
    if (plan.longest !== undefined) this.cancelLongest = lab.clock.after(plan.longest, () => this.terminate());
  }

  /** A new token; earlier ones open nothing any more. Where it is not used in time and no client is there, the session ends. */
  issueToken(): string {
    this.cancelToken?.();
    this.token = newToken();
    this.cancelToken = this.lab.clock.after(TOKEN_LIFE, () => {
      this.token = undefined;
      if (this.socket === undefined && this.process === undefined) this.terminate();
    });
    return this.token;
  }

  /** Takes a socket whose client shows this token. False where the token is not, or no longer, the right one. */
  connect(socket: ChannelSocket, tokenValue: string, clientId: string): boolean {
    if (this.over || this.token === undefined || this.token !== tokenValue) return false;
    this.token = undefined;
    this.cancelToken?.();
    if (this.socket !== undefined) {
      this.channel.detach();
      this.socket.close();
    }
    this.socket = socket;
    this.alive();
    this.events.connected(this);
    this.channel.attach(socket, clientId);
    return true;
  }

  receive(data: Uint8Array): void {
    this.channel.receive(data);
  }

  /** The socket has closed. */
  disconnect(socket: ChannelSocket): void {
    if (this.socket !== socket) return;
    this.socket = undefined;
    this.channel.detach();
    if (this.plan.clientGone === 'end') {
      this.leaveProcess();
      this.channel.abandon();
    }
  }

  /** Ends the session; the process sees a hang-up. */
  terminate(output = ''): void {
    if (this.over) return;
    this.process?.close();
    this.channel.finish(output);
  }

  private start(): void {
    const { plan, channel, lab } = this;
    const activity = (): void => {
      if (this.socket !== undefined) this.alive();
    };
    const drained = (): void => this.holdSocket();
    this.process = plan.output === 'port'
      ? new PortForwarder({ sessionId: plan.sessionId, channel, connect: plan.start, log: lab.log, activity, drained })
      : new SessionProcess(plan, channel, lab.clock, lab.log, activity, drained);
    void this.process.done.then(() => {
      this.processEnded = true;
      this.holdSocket();
    });
  }

  /**
   * Reads nothing more from a client whose input the process does not take. While output waits for acknowledgements everything is read:
   * they come the same way, and a process that cannot write may not read either.
   */
  private holdSocket(): void {
    this.socket?.hold?.(!this.over && !this.processEnded && this.process?.full === true && !this.channel.isBlocked);
  }

  /** The process goes on without its session. */
  private leaveProcess(): void {
    if (this.process === undefined || this.processEnded) return;
    this.process.abandon();
    this.events.abandoned(this.process);
  }

  private ended(end: AgentEnd): void {
    this.over = true;
    this.holdSocket();
    this.cancelToken?.();
    this.cancelIdle?.();
    this.cancelLongest?.();
    // one that nobody opened showed nothing
    if (this.process !== undefined) void this.plan.log?.end();
    if (end === 'given-up') {
      if (this.plan.clientGone === 'end') this.leaveProcess();
      else this.process?.close();
    }
    // the client leaves by itself once it has read the end
    const { socket } = this;
    if (socket !== undefined) this.lab.clock.after(LEAVE_LIMIT, () => socket.close());
    this.events.ended(this);
  }

  private alive(): void {
    this.lastActivity = this.lab.clock.now().getTime();
  }

  private watchIdle(): void {
    const left = this.lastActivity + (this.plan.idleLimit ?? IDLE_LIMIT) - this.lab.clock.now().getTime();
    if (left > 0) {
      this.cancelIdle = this.lab.clock.after(left, () => this.watchIdle());
    } else if (this.plan.clientGone === 'end') {
      this.leaveProcess();
      this.channel.finish();
    } else {
      this.terminate(TIMED_OUT);
    }
  }
}

function isConnection({ output }: SessionPlan): boolean {
  return output === 'port' || output === 'stream';
}
