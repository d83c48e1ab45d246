import { Duration } from 'aws-cdk-lib';
import { TIMEOUT_BOUNDS } from './probe-spec';

/** Seconds of a probe's time-out, within what one run of the function has. */
export function timeoutSeconds(timeout: Duration | undefined): number {
  const { least, most, usual } = TIMEOUT_BOUNDS;
  if (timeout === undefined) {
    return usual;
  }
  if (timeout.isUnresolved()) {
    throw new Error('the timeout of a probe is known at synthesis: got a value of deploy time, allowed is a Duration with a number');
  }
  const seconds = timeout.toSeconds({ integral: false });
  if (seconds < least || seconds > most) {
    throw new Error(`a probe has ${least} seconds to ${most / 60} minutes: got a timeout of ${seconds} seconds; `
      + 'choose a time between them, or wait for what takes longer with another resource');
  }
  return seconds;
}
