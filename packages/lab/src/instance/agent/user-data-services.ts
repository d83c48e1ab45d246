import { readFileSync } from 'node:fs';
import type { Clock } from '../../clock/clock';
import type { InstanceSpec } from '../fleet';
import { agentProgramPath } from '../images/files';
import type { Process, ProcessSpec } from '../process';
import { openMetadata } from './preparation';
import type { RelayConnection } from './relay/connection';
import { openTaskEndpoint } from './relay/link-local';
import { RelayLink } from './relay/link';
import { installSignalProgram } from './relay/signal-program';

/** Milliseconds in which the relay has to answer, and to end. */
const LIMIT = 10_000;

/** Runs a process on the instance that is being started. */
export type RunThere = (process: ProcessSpec) => Promise<Process>;

export interface UserDataOptions {
  readonly clock: Clock;
  readonly accept: (connection: RelayConnection) => void;
}

/**
 * Opens for an instance's user data what the agent's container serves later: instance metadata, the AWS API, cfn-signal.
 * Resolves with what closes it again, so that the agent can take its place; rejects when it cannot be opened.
 */
export async function openForUserData(spec: InstanceSpec, run: RunThere, { clock, accept }: UserDataOptions): Promise<() => Promise<void>> {
  const path = agentProgramPath();
  if (path === undefined) throw new Error('the relay program is missing: the lab is not installed whole');
  const program = readFileSync(path, 'utf8');
  const script = `${openTaskEndpoint}${installSignalProgram()}exec perl -e "$1"`;
  const process = await run({ argv: ['sh', '-c', script, 'relay', program] });
  let complaint = '';
  process.errorOutput?.on('data', (chunk: Buffer) => { complaint += chunk.toString(); });
  const link = new RelayLink(spec.instanceId, { output: process.output, input: process.input, close: () => process.input.end() }, accept);
  const close = async (): Promise<void> => {
    const cancel = clock.after(LIMIT, () => process.close());
    link.close();
    await process.exit.catch(() => undefined);
    cancel();
  };
  const giveUp = clock.after(LIMIT, () => process.close());
  try {
    await link.ready.finally(giveUp);
    await openMetadata({ run: (_instanceId, metadata) => run(metadata) }, spec.instanceId, spec.metadata);
    return close;
  } catch (error) {
    await close();
    throw new Error(`${error instanceof Error ? error.message : String(error)}${complaint === '' ? '' : `: ${complaint.trim()}`}`, { cause: error });
  }
}
