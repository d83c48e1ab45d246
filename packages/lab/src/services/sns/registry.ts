import type { Service } from '../../gateway/operation';
import type { Lab } from '../../lab';
import { createTopic } from './create-topic';
import { deleteTopic } from './delete-topic';
import { getTopicAttributes } from './get-topic-attributes';
import { listSubscriptionsByTopic } from './list-subscriptions-by-topic';
import { listTagsForResource } from './list-tags-for-resource';
import { listTopics } from './list-topics';
import type { Sns, SubscriptionRecord, TopicRecord } from './model';
import { publish } from './publish';
import { setTopicAttributes } from './set-topic-attributes';
import { subscribe } from './subscribe';
import { tagResource } from './tag-resource';
import { unsubscribe } from './unsubscribe';
import { untagResource } from './untag-resource';

/** Amazon SNS: standard topics that deliver to Lambda functions. */
export function snsService(lab: Pick<Lab, 'store' | 'clock' | 'invoke' | 'log' | 'accountId' | 'region'>): Service {
  const sns: Sns = { lab, topics: lab.store.table<TopicRecord>('sns.topics'), subscriptions: lab.store.table<SubscriptionRecord>('sns.subscriptions') };
  return {
    name: 'sns',
    protocol: { kind: 'aws-query', apiVersion: '2010-03-31', namespace: 'http://sns.amazonaws.com/doc/2010-03-31/' },
    operations: {
      CreateTopic: createTopic(sns),
      DeleteTopic: deleteTopic(sns),
      GetTopicAttributes: getTopicAttributes(sns),
      ListSubscriptionsByTopic: listSubscriptionsByTopic(sns),
      ListTagsForResource: listTagsForResource(sns),
      ListTopics: listTopics(sns),
      Publish: publish(sns),
      SetTopicAttributes: setTopicAttributes(sns),
      Subscribe: subscribe(sns),
      TagResource: tagResource(sns),
      Unsubscribe: unsubscribe(sns),
      UntagResource: untagResource(sns),
    },
  };
}
