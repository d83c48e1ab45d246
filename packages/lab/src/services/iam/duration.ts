import { AwsError } from '../../gateway/aws-error';

/** Longest session of a role in seconds: 3,600 to 43,200. Default 3,600. */
export function requireDuration(seconds = 3_600): number {
  if (seconds < 3_600 || seconds > 43_200) {
    throw new AwsError('ValidationError', `1 validation error detected: Value '${seconds}' at 'maxSessionDuration' failed to satisfy constraint: Member must have value between 3600 and 43200`);
  }
  return seconds;
}
