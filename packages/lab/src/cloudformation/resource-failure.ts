import { randomUUID } from 'node:crypto';
import { AwsError } from '../gateway/aws-error';

/** A failure whose message is the status reason as it stands, in CloudFormation's own words. */
export class ResourceFailure extends Error {}

/** A resource that is there and does not become what it should. `detail`, which AWS does not say, comes after AWS's own words. */
export class NotStabilized extends Error {
  constructor(readonly detail?: string) {
    super('Exceeded attempts to wait');
  }
}

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
  if (error instanceof NotStabilized) {
    const reason = handlerText(error.message, 'NotStabilized');
    return error.detail === undefined ? reason : `${reason} ${error.detail}`;
  }
  const handlerErrorCode = HANDLER_ERROR_CODES.find(([pattern]) => pattern.test(code))?.[1] ?? 'GeneralServiceException';
  const source = error instanceof AwsError ? ` (Error Code: ${error.code}, Status Code: ${error.status})` : '';
  return handlerText(`${message}${source}`, handlerErrorCode);
}

function handlerText(message: string, code: string): string {
  return `Resource handler returned message: "${message}" (RequestToken: ${randomUUID()}, HandlerErrorCode: ${code})`;
}
