import { AwsError } from '../../gateway/aws-error';

/** Length of a session in seconds: 900 to `longest`. */
export function requireSeconds(seconds: number, longest: number): number {
  if (seconds < 900) {
    throw new AwsError('ValidationError', `1 validation error detected: Value '${seconds}' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900`);
  }
  if (seconds > longest) throw new AwsError('ValidationError', 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
  return seconds;
}
