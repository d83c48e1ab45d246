import { AwsError } from '../gateway/aws-error';
import { refusalText } from '../services/support/accepting';
import type { Refusal } from '../services/support/accepting';

/** No agent of that instance is there to take sessions. */
export const targetNotConnected = (target: string): AwsError => new AwsError('TargetNotConnected', `${target} is not connected.`);

export const invalidInstances = (instanceIds: readonly string[], accountId: string): AwsError =>
  new AwsError('InvalidInstanceId', `Instances [[${instanceIds.join(', ')}]] not in a valid state for account ${accountId}`);

export const invalidToken = (): AwsError => new AwsError('InvalidNextToken', 'The specified token is not valid.');

export const validation = (message: string): AwsError => new AwsError('ValidationException', message);

/** Something that Systems Manager knows and the lab does not honour. */
export const unsupported: Refusal = (where, member, accepted) => validation(refusalText(where, member, accepted));
