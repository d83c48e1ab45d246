import { randomUUID } from 'node:crypto';
import type { Principal } from '../../iam/principal';
import { findTopic, invalidParameter, snsOperation, type Sns, type SubscriptionRecord } from './model';

interface Input {
  readonly TopicArn?: string;
  readonly Message?: string;
  readonly Subject?: string;
}

const SERVICE: Principal = { kind: 'service', service: 'sns.amazonaws.com', arn: 'sns.amazonaws.com' };
const LARGEST_MESSAGE = 262_144;

/** Hands a message to every subscribed function, as an event that Lambda runs in the background and tries again. */
export const publish = (sns: Sns) => snsOperation<Input, { readonly MessageId: string }>('Publish', ['TopicArn', 'Message', 'Subject'], async (input) => {
  const topic = findTopic(sns, input.TopicArn);
  const { Message: message = '', Subject: subject } = input;
  if (message === '') throw invalidParameter('Empty message');
  if (Buffer.byteLength(message) > LARGEST_MESSAGE) throw invalidParameter('Message too long');
  const messageId = randomUUID();
  const notification = {
    MessageId: messageId, TopicArn: topic.arn, Subject: subject ?? null, Message: message, Timestamp: sns.lab.clock.now().toISOString(),
  };
  for (const subscription of sns.subscriptions.list()) if (subscription.topicArn === topic.arn) await deliver(sns, subscription, notification);
  return { MessageId: messageId };
});

async function deliver(sns: Sns, { arn, endpoint }: SubscriptionRecord, notification: object): Promise<void> {
  const event = { Records: [{
    EventSource: 'aws:sns', EventVersion: '1.0', EventSubscriptionArn: arn,
    // nothing in the lab can check a signature: there is none
    Sns: { Type: 'Notification', ...notification, SignatureVersion: '1', Signature: '', SigningCertUrl: '', UnsubscribeUrl: '', MessageAttributes: {} },
  }] };
  await sns.lab.invoke('lambda', 'Invoke', { FunctionName: endpoint, InvocationType: 'Event', Payload: Buffer.from(JSON.stringify(event)) }, SERVICE)
    .catch((error: unknown) => {
      sns.lab.log.warn(`a message of ${arn} could not be delivered to ${endpoint}: ${error instanceof Error ? error.message : String(error)}`);
    });
}
