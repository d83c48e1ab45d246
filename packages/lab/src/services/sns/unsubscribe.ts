import { invalidParameter, snsOperation, type Sns } from './model';

interface Input {
  readonly TopicArn?: undefined;
  readonly SubscriptionArn?: string;
}

export const unsubscribe = (sns: Sns) => snsOperation<Input, object>('Unsubscribe', ['SubscriptionArn'], ({ SubscriptionArn: arn = '' }) => {
  if (!/^arn:aws[\w-]*:sns:[^:]+:\d{12}:[^:]+:[0-9a-f-]{36}$/.test(arn)) throw invalidParameter('SubscriptionArn Reason: An ARN must have at least 6 elements, not 1');
  sns.subscriptions.delete(arn);
  return {};
});
