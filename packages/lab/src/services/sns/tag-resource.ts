import { findTopic, snsOperation, type Sns, type TagRecord } from './model';

interface Input {
  readonly ResourceArn?: string;
  readonly Tags?: readonly TagRecord[];
}

export const tagResource = (sns: Sns) => snsOperation<Input, object>('TagResource', ['ResourceArn', 'Tags'], ({ ResourceArn, Tags: tags = [] }) => {
  const topic = findTopic(sns, ResourceArn);
  sns.topics.put(topic.arn, { ...topic, tags: [...topic.tags.filter(({ Key }) => !tags.some((tag) => tag.Key === Key)), ...tags] });
  return {};
});
