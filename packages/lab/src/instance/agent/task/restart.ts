import { containersOf } from '../plan/overrides';
import type { AgentTask, Moment } from './agent-task';

/** Seconds that a container must have run since its last start, where its restart policy says nothing. */
const ATTEMPT_PERIOD = 300;

/** Whether a container that has just exited is started again, by its restart policy. */
export function isRestarted(task: AgentTask, name: string, exitCode: number | undefined, at: Moment): boolean {
  const container = task.containers.find((candidate) => candidate.name === name);
  const { restartPolicy } = containersOf(task.payload).find((candidate) => candidate.name === name) ?? {};
  if (restartPolicy?.enabled !== true || task.desired === 'STOPPED' || container?.phase !== 'RUNNING' || exitCode === undefined) {
    return false;
  }
  const { ignoredExitCodes = [], restartAttemptPeriod = ATTEMPT_PERIOD } = restartPolicy;
  const since = container.restarts?.lastAt ?? container.startedAt ?? at;
  return !ignoredExitCodes.includes(exitCode) && at - since >= restartAttemptPeriod * 1_000;
}
