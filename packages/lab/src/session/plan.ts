import type { Process, ProcessSpec } from '../instance/process';
import type { SessionKeeper } from './log/session-keeper';

/** Size of a terminal until the client tells its own; that of a client without a terminal. */
export const DEFAULT_TERMINAL: NonNullable<ProcessSpec['terminal']> = { columns: 300, rows: 100 };

/** What a session is to be. */
export interface SessionPlan {
  readonly sessionId: string;
  /** Instance id, or `ecs:<cluster>_<task id>_<runtime id>`. */
  readonly target: string;
  /** ARN of the principal. */
  readonly owner: string;
  readonly documentName: string;
  readonly reason?: string;
  /** Starts the process; called when the client has opened its stream, and for a port at each of its connections. */
  readonly start: () => Promise<Process>;
  /**
   * `terminal`: a shell or command with a terminal. `after-end`: no terminal, everything at the end.
   * `apart`: no terminal, standard error and exit code in frames of their own. `port`: connections of the client, each a process.
   * `stream`: one connection, its bytes as they are.
   */
  readonly output: 'terminal' | 'after-end' | 'apart' | 'port' | 'stream';
  /** Session type that the handshake names, with what the client has to know. Default: no handshake, as for every session with a terminal */
  readonly handshake?: { readonly sessionType: 'NonInteractiveCommands' | 'Port'; readonly properties?: Readonly<Record<string, string>> };
  /**
   * What happens when the client has gone without a word. `wait`: it may resume until the session is idle for too long.
   * `end`: the session is over, but its process goes on, as in ECS.
   */
  readonly clientGone: 'wait' | 'end';
  /** A session without a sign of life ends after so many milliseconds. Default: twenty minutes */
  readonly idleLimit?: number;
  /** It ends after so many milliseconds at the latest. Default: never */
  readonly longest?: number;
  /** Takes what the session shows, and is told its end. Default: nothing is kept */
  readonly log?: SessionKeeper;
}

/** What a caller needs to open the stream. */
export interface OpenedSession {
  readonly sessionId: string;
  readonly streamUrl: string;
  readonly tokenValue: string;
}
