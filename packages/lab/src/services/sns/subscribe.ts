import { randomUUID } from 'node:crypto';
import { findTopic, invalidParameter, snsOperation, type Sns } from './model';

interface Input {
  readonly TopicArn?: string;
  readonly Protocol?: string;
  readonly Endpoint?: string;
  readonly ReturnSubscriptionArn?: boolean;
}

/** Subscribes a Lambda function: the only kind of endpoint that the lab can deliver to. */
export const subscribe = (sns: Sns) => snsOperation<Input, { readonly SubscriptionArn: string }>(
  'Subscribe', ['TopicArn', 'Protocol', 'Endpoint', 'ReturnSubscriptionArn'], (input) => {
    const topic = findTopic(sns, input.TopicArn);
    const { Protocol: protocol = '', Endpoint: endpoint = '' } = input;
    if (protocol !== 'lambda') throw invalidParameter(`Protocol ${protocol || '(none)'} is not supported by this lab: it delivers to Lambda functions only`);
    if (!/^arn:aws[\w-]*:lambda:/.test(endpoint)) throw invalidParameter('Lambda endpoint ARN');
    const existing = sns.subscriptions.list().find((one) => one.topicArn === topic.arn && one.endpoint === endpoint);
    const arn = existing?.arn ?? `${topic.arn}:${randomUUID()}`;
    sns.subscriptions.put(arn, { arn, topicArn: topic.arn, protocol, endpoint });
    return { SubscriptionArn: arn };
  });
