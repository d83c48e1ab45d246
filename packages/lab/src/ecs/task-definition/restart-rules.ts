import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { clientError } from '../errors';

/** Seconds that a container must have run before it is restarted. */
const LEAST_PERIOD = 60;
const MOST_PERIOD = 1800;
const MOST_CODES = 50;

export function checkRestartPolicy({ name = '', restartPolicy }: ContainerDefinition): void {
  if (restartPolicy === undefined) {
    return;
  }
  const { enabled, ignoredExitCodes = [], restartAttemptPeriod } = restartPolicy;
  if (enabled === undefined) {
    throw clientError(`The restart policy of container '${name}' does not say whether it is enabled; give enabled true or false.`);
  }
  if (restartAttemptPeriod !== undefined && (restartAttemptPeriod < LEAST_PERIOD || restartAttemptPeriod > MOST_PERIOD)) {
    throw clientError(`The restartAttemptPeriod of container '${name}' is ${restartAttemptPeriod}; allowed are ${LEAST_PERIOD} to ${MOST_PERIOD} seconds.`);
  }
  if (ignoredExitCodes.length > MOST_CODES) {
    throw clientError(`Container '${name}' ignores ${ignoredExitCodes.length} exit codes; at most ${MOST_CODES} are allowed.`);
  }
}
