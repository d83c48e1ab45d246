import { snsOperation, type Sns } from './model';

/** Removes a topic with its subscriptions; one that is not there is no error. */
export const deleteTopic = (sns: Sns) => snsOperation<{ readonly TopicArn?: string }, object>('DeleteTopic', ['TopicArn'], ({ TopicArn: arn = '' }) => {
  for (const { arn: subscription, topicArn } of sns.subscriptions.list()) if (topicArn === arn) sns.subscriptions.delete(subscription);
  sns.topics.delete(arn);
  return {};
});
