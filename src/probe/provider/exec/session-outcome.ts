import { readExitStatus } from '@cdk-ecs-network-modes/session-channel';
import type { SessionResult } from '@cdk-ecs-network-modes/session-channel';
import type { CommandOutcome } from '../judge-command';
import { plainText } from '../terminal-text';

/** Opens a session that ECS has made and holds it to its end. */
export interface ExecSessions {
  run(session: { readonly streamUrl: string; readonly tokenValue: string; readonly timeout: number }): Promise<SessionResult>;
}

/** What came out of a session; permanent where another session in the same task would end like this one. */
export interface SessionOutcome {
  readonly outcome: CommandOutcome;
  readonly permanent: boolean;
}

/** Reads the end of a session whose command line was made by `withExitStatus`. */
export function sessionOutcome({ end, output: sent, dropped, timedOut }: SessionResult, nonce: string): SessionOutcome {
  const { output: before, status } = readExitStatus(sent, nonce);
  const output = plainText(before);
  const unfinished = (reason: string, permanent = false): SessionOutcome => ({ outcome: { kind: 'unfinished', output, reason }, permanent });
  if (timedOut) {
    return unfinished('it did not end in time and was interrupted');
  }
  if (status !== undefined) {
    return { outcome: { kind: 'ran', output, exitCode: status }, permanent: false };
  }
  if (dropped > 0) {
    return unfinished(`the output is too long: its last ${dropped} bytes were not kept, and with them the exit status`, true);
  }
  if (end.kind === 'broken') {
    return unfinished(end.reason);
  }
  const told = `${end.output}\n${output}`;
  if (/KMSEncryption/.test(told)) {
    return unfinished('the cluster encrypts its sessions with a KMS key, which probes cannot do: take the key out of its configuration', true);
  }
  if (/exec: "?\/bin\/sh"?:|\/bin\/sh: no such file/.test(told)) {
    return unfinished('the image has no /bin/sh, which a probe needs to learn the exit status: look from the instance with an InstanceProbe', true);
  }
  return unfinished(`the session ended before the command told its status${end.output.trim() === '' ? '' : `: ${end.output.trim()}`}`);
}
