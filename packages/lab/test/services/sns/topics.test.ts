import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { rootPrincipal } from '../../../src/iam/principals';
import { snsService } from '../../../src/services/sns/registry';
import { until } from '../../support/until';
import { startLambdaLab, type LambdaTestLab } from '../lambda/support';

let it: LambdaTestLab;
before(async () => { it = await startLambdaLab((core) => [snsService(core.lab)]); });
after(() => it.stop());

const call = <Output>(operation: string, input: object) => it.lab.lab.invoke<Output>('sns', operation, input, rootPrincipal('123456789012'));
const create = async (Name: string) => (await call<{ readonly TopicArn: string }>('CreateTopic', { Name })).TopicArn;

test('a message reaches the functions that are subscribed, as Lambda gets it from SNS', async () => {
  const TopicArn = await create('news');
  await it.make('reader', 'exports.handler = async (event) => console.log("GOT " + JSON.stringify(event.Records));');
  const Endpoint = 'arn:aws:lambda:us-east-1:123456789012:function:reader';
  const { SubscriptionArn } = await call<{ readonly SubscriptionArn: string }>('Subscribe', { TopicArn, Protocol: 'lambda', Endpoint });
  assert.equal((await call<{ readonly SubscriptionArn: string }>('Subscribe', { TopicArn, Protocol: 'lambda', Endpoint })).SubscriptionArn, SubscriptionArn);
  const { MessageId } = await call<{ readonly MessageId: string }>('Publish', { TopicArn, Message: 'hello', Subject: 'a subject' });
  const line = await until('the function to be called', async () => {
    const { events = [] } = await it.lab.lab.invoke<{ readonly events?: readonly { readonly message: string }[] }>(
      'logs', 'FilterLogEvents', { logGroupName: '/aws/lambda/reader' }, rootPrincipal('123456789012')).catch(() => ({ events: [] }));
    return events.find(({ message }) => message.includes('GOT '))?.message;
  }, 30_000);
  const [record] = JSON.parse(line.slice(line.indexOf('GOT ') + 4)) as { readonly EventSource: string; readonly EventSubscriptionArn: string; readonly Sns: Record<string, unknown> }[];
  assert.deepEqual([record?.EventSource, record?.EventSubscriptionArn], ['aws:sns', SubscriptionArn]);
  assert.deepEqual([record?.Sns.MessageId, record?.Sns.Message, record?.Sns.Subject, record?.Sns.TopicArn], [MessageId, 'hello', 'a subject', TopicArn]);
});

test('a topic that goes takes its subscriptions along, and one that is not there is NotFound', async () => {
  const TopicArn = await create('brief');
  await call('Subscribe', { TopicArn, Protocol: 'lambda', Endpoint: 'arn:aws:lambda:us-east-1:123456789012:function:gone' });
  const { Attributes } = await call<{ readonly Attributes: Record<string, string> }>('GetTopicAttributes', { TopicArn });
  assert.equal(Attributes.SubscriptionsConfirmed, '1');
  await call('DeleteTopic', { TopicArn });
  await call('DeleteTopic', { TopicArn });
  await assert.rejects(call('Publish', { TopicArn, Message: 'x' }), { name: 'NotFound', message: 'Topic does not exist' });
  await create('brief');
  assert.deepEqual((await call<{ readonly Subscriptions: readonly unknown[] }>('ListSubscriptionsByTopic', { TopicArn })).Subscriptions, []);
});

test('the tags of a topic are listed as they were given, changed and taken away', async () => {
  const { TopicArn: ResourceArn } = await call<{ readonly TopicArn: string }>('CreateTopic', { Name: 'tagged', Tags: [{ Key: 'team', Value: 'lab' }, { Key: 'stage', Value: 'test' }] });
  await call('TagResource', { ResourceArn, Tags: [{ Key: 'team', Value: 'other' }] });
  await call('UntagResource', { ResourceArn, TagKeys: ['stage'] });
  assert.deepEqual(await call('ListTagsForResource', { ResourceArn }), { Tags: [{ Key: 'team', Value: 'other' }] });
});

test('a subscription that could not be delivered to is refused by name', async () => {
  const TopicArn = await create('refusing');
  await assert.rejects(call('Subscribe', { TopicArn, Protocol: 'email', Endpoint: 'a@example.com' }), /Protocol email is not supported by this lab: it delivers to Lambda functions only/);
  await assert.rejects(call('CreateTopic', { Name: 'ordered.fifo' }), /this lab has standard topics/);
  await assert.rejects(call('CreateTopic', { Name: 'secret', Attributes: { KmsMasterKeyId: 'k' } }), /KmsMasterKeyId of CreateTopic Attributes is not supported/);
});
