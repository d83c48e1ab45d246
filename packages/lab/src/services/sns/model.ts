import { AwsError } from '../../gateway/aws-error';
import type { Call, Operation } from '../../gateway/operation';
import type { Lab } from '../../lab';
import type { Table } from '../../state/store';
import { accepting, refusalText, type Refusal } from '../support/accepting';

export interface TagRecord {
  readonly Key: string;
  readonly Value: string;
}

export interface TopicRecord {
  readonly arn: string;
  readonly name: string;
  readonly displayName: string;
  /** Recorded: the lab judges calls by the caller's own policies. */
  readonly policy?: string;
  readonly tags: readonly TagRecord[];
}

export interface SubscriptionRecord {
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: 'lambda';
  /** ARN of the function. */
  readonly endpoint: string;
}

/** What SNS's operations are made from. */
export interface Sns {
  readonly lab: Pick<Lab, 'clock' | 'invoke' | 'log' | 'accountId' | 'region'>;
  /** By ARN. */
  readonly topics: Table<TopicRecord>;
  /** By ARN. */
  readonly subscriptions: Table<SubscriptionRecord>;
}

export const invalidParameter = (message: string): AwsError => new AwsError('InvalidParameter', `Invalid parameter: ${message}`);

export const unsupported: Refusal = (where, member, accepted) => invalidParameter(refusalText(where, member, accepted));

/** An operation about the topic that its input names. */
export const snsOperation = <Input extends { readonly TopicArn?: string; readonly ResourceArn?: string }, Output>(
  name: string, accepted: readonly (keyof Input & string)[], run: (input: Input, call: Call) => Output | Promise<Output>,
): Operation<Input, Output> => accepting<Input, Output>(
  name, accepted, unsupported, run, ({ TopicArn, ResourceArn }) => [{ action: `sns:${name}`, resource: TopicArn ?? ResourceArn ?? '*' }]);

export function findTopic({ topics }: Sns, arn: string | undefined): TopicRecord {
  if (!arn || !/^arn:aws[\w-]*:sns:[\w-]+:\d{12}:[\w-]+(\.fifo)?$/.test(arn)) throw invalidParameter('TopicArn Reason: An ARN must have at least 6 elements, not 1');
  const found = topics.get(arn);
  if (!found) throw new AwsError('NotFound', 'Topic does not exist', 404);
  return found;
}
