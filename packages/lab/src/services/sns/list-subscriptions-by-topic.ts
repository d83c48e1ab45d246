import { pageOf } from '../page';
import { findTopic, snsOperation, type Sns } from './model';

interface Input {
  readonly TopicArn?: string;
  readonly NextToken?: string;
}

export const listSubscriptionsByTopic = (sns: Sns) => snsOperation<Input, object>('ListSubscriptionsByTopic', ['TopicArn', 'NextToken'], (input) => {
  const { arn } = findTopic(sns, input.TopicArn);
  const { items, next } = pageOf(sns.subscriptions.list().filter(({ topicArn }) => topicArn === arn), input.NextToken, 100);
  return {
    Subscriptions: items.map((one) => ({
      SubscriptionArn: one.arn, TopicArn: one.topicArn, Protocol: one.protocol, Endpoint: one.endpoint, Owner: sns.lab.accountId,
    })),
    NextToken: next,
  };
});
