import { findTopic, snsOperation, type Sns } from './model';

interface Output {
  readonly Attributes: Readonly<Record<string, string>>;
}

export const getTopicAttributes = (sns: Sns) => snsOperation<{ readonly TopicArn?: string }, Output>(
  'GetTopicAttributes', ['TopicArn'], ({ TopicArn }) => {
    const { arn, displayName, policy } = findTopic(sns, TopicArn);
    const confirmed = sns.subscriptions.list().filter(({ topicArn }) => topicArn === arn).length;
    return { Attributes: {
      TopicArn: arn, Owner: sns.lab.accountId, DisplayName: displayName, SubscriptionsConfirmed: String(confirmed), SubscriptionsPending: '0', SubscriptionsDeleted: '0',
      ...(policy === undefined ? {} : { Policy: policy }),
    } };
  });
