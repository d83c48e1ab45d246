import { pageOf } from '../page';
import { snsOperation, type Sns } from './model';

interface Input {
  readonly TopicArn?: undefined;
  readonly NextToken?: string;
}

export const listTopics = (sns: Sns) => snsOperation<Input, object>('ListTopics', ['NextToken'], ({ NextToken }) => {
  const { items, next } = pageOf(sns.topics.list(), NextToken, 100);
  return { Topics: items.map(({ arn }) => ({ TopicArn: arn })), NextToken: next };
});
