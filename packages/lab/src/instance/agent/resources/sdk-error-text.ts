import { randomUUID } from 'node:crypto';
import { AwsError } from '../../../gateway/aws-error';

interface SdkCall {
  /** Service id of the SDK: `SSM`, `Secrets Manager`, `S3`. */
  readonly service: string;
  readonly operation: string;
  /** Errors that the operation's model has: the SDK words the others differently. */
  readonly modelled: readonly string[];
}

/** An error of an AWS call as the SDK that the agent is built with words it (AWS SDK for Go, version 2). */
export function sdkErrorText({ service, operation, modelled }: SdkCall, error: unknown): string {
  if (!(error instanceof AwsError)) {
    throw error;
  }
  const host = service === 'S3' ? `HostID: ${randomUUID()}, ` : '';
  const named = `${modelled.includes(error.code) ? '' : 'api error '}${error.code}: ${error.message}`;
  return `operation error ${service}: ${operation}, https response error StatusCode: ${error.status}, RequestID: ${randomUUID()}, ${host}${named}`;
}
