import { findTopic, snsOperation, type Sns } from './model';

interface Input {
  readonly ResourceArn?: string;
  readonly TagKeys?: readonly string[];
}

export const untagResource = (sns: Sns) => snsOperation<Input, object>('UntagResource', ['ResourceArn', 'TagKeys'], ({ ResourceArn, TagKeys: keys = [] }) => {
  const topic = findTopic(sns, ResourceArn);
  sns.topics.put(topic.arn, { ...topic, tags: topic.tags.filter(({ Key }) => !keys.includes(Key)) });
  return {};
});
