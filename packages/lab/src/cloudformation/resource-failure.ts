import { randomUUID } from 'node:crypto';
import { AwsError } from '../gateway/aws-error';

/** A failure whose message is the status reason as it stands, in CloudFormation's own words. */
export class ResourceFailure extends Error {}

/** CloudFormation's codes for what went wrong in a resource handler, by the service's own error code. */
const HANDLER_ERROR_CODES: readonly (readonly [pattern: RegExp, code: string])[] = [
  [/AlreadyExists|AlreadyOwnedByYou|ResourceConflict|EntityAlreadyExists|Duplicate/, 'AlreadyExists'],
  [/NotFound|NoSuch|\.NotFound$/, 'NotFound'],
  [/AccessDenied|Unauthorized|Forbidden/, 'AccessDenied'],
  [/LimitExceeded/, 'ServiceLimitExceeded'],
  [/Throttl/, 'Throttling'],
  [/Invalid|Validation|ClientException|Malformed|Missing/, 'InvalidRequest'],
];

/** The status reason of a resource that could not be made, changed or removed. */
export function failureReason(error: unknown): string {
  if (error instanceof ResourceFailure) return error.message;
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof AwsError ? error.code : '';
  const handlerErrorCode = HANDLER_ERROR_CODES.find(([pattern]) => pattern.test(code))?.[1] ?? 'GeneralServiceException';
  const source = error instanceof AwsError ? ` (Error Code: ${error.code}, Status Code: ${error.status})` : '';
  return `Resource handler returned message: "${message}${source}" (RequestToken: ${randomUUID()}, HandlerErrorCode: ${handlerErrorCode})`;
}
