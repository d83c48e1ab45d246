import type { SessionEnd } from './client-channel';
import { openSession } from './open-session';
import type { OpenSessionOptions } from './open-session';
import { systemTimers } from '../time/timers';

export interface RunSessionOptions extends Omit<OpenSessionOptions, 'output' | 'errorOutput' | 'exitCode' | 'customerMessage'> {
  /** In milliseconds; the command is then interrupted and the session left. */
  readonly timeout: number;
  /** In bytes; what goes beyond is counted but not kept. Default: 1 MiB */
  readonly maximumOutput?: number;
}

export interface SessionResult {
  readonly end: SessionEnd;
  /** As the terminal sent it: CR LF at the end of lines, standard error mixed in. */
  readonly output: string;
  readonly errorOutput: string;
  /** Only of commands without a terminal that keep standard error apart. */
  readonly exitCode?: number;
  /** Bytes of output that were not kept. */
  readonly dropped: number;
  /** The command was interrupted because it took too long. */
  readonly timedOut: boolean;
}

// what the agent needs to answer an interrupt
const LEAVE_AFTER = 500;

/** Holds a session to its end and gives what came out of it. */
export async function runSession(options: RunSessionOptions): Promise<SessionResult> {
  const maximum = options.maximumOutput ?? 1024 * 1024;
  const timers = options.timers ?? systemTimers;
  const chunks: Uint8Array[] = [];
  const errorChunks: Uint8Array[] = [];
  let kept = 0;
  let dropped = 0;
  let timedOut = false;
  let exitCode: number | undefined;
  const keep = (into: Uint8Array[]) => (bytes: Uint8Array): void => {
    const room = Math.min(bytes.length, maximum - kept);
    if (room > 0) into.push(bytes.subarray(0, room));
    kept += room;
    dropped += bytes.length - room;
  };
  const session = openSession({
    ...options, output: keep(chunks), errorOutput: keep(errorChunks), exitCode: (code) => {
      exitCode = code;
    },
  });
  let cancel = timers.after(options.timeout, () => {
    timedOut = true;
    session.interrupt();
    cancel = timers.after(LEAVE_AFTER, () => session.leave(`the command did not end within ${options.timeout} ms`));
  });
  const end = await session.ended;
  cancel();
  const text = (parts: readonly Uint8Array[]): string => new TextDecoder().decode(Buffer.concat(parts));
  return { end, output: text(chunks), errorOutput: text(errorChunks), dropped, timedOut, ...(exitCode === undefined ? {} : { exitCode }) };
}
