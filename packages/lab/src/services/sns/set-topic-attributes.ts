import { findTopic, snsOperation, unsupported, type Sns } from './model';

interface Input {
  readonly TopicArn?: string;
  readonly AttributeName?: string;
  readonly AttributeValue?: string;
}

export const setTopicAttributes = (sns: Sns) => snsOperation<Input, object>('SetTopicAttributes', ['TopicArn', 'AttributeName', 'AttributeValue'], (input) => {
  const topic = findTopic(sns, input.TopicArn);
  const { AttributeName: name = '', AttributeValue: value = '' } = input;
  if (name === 'DisplayName') sns.topics.put(topic.arn, { ...topic, displayName: value });
  else if (name === 'Policy') sns.topics.put(topic.arn, { ...topic, policy: value });
  else throw unsupported('SetTopicAttributes', `AttributeName ${name}`, ['DisplayName', 'Policy']);
  return {};
});
