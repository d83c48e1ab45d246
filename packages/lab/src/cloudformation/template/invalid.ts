import { AwsError } from '../../gateway/aws-error';

/** What CloudFormation answers to a template, a parameter or a stack name that it cannot use. */
export function invalid(message: string): AwsError {
  return new AwsError('ValidationError', message);
}

/** A template that is not one. */
export function malformed(message: string): AwsError {
  return invalid(`Template format error: ${message}`);
}
