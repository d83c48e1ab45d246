import type { ResourceContext, ResourceHandler, ResourceState } from '../resource-handler';
import { accept, droppedKeys, tagsOf, unlessGone, type Tag } from './properties';

const TYPE = 'AWS::SNS::Topic';
const PROPERTIES = ['DisplayName', 'Subscription', 'Tags', 'TopicName'] as const;

interface TopicProperties {
  readonly DisplayName?: string;
  readonly Subscription?: readonly { readonly Protocol: string; readonly Endpoint: string }[];
  readonly Tags?: readonly Tag[];
  readonly TopicName?: string;
}

async function subscribeAll(arn: string, { Subscription: subscriptions = [] }: TopicProperties, context: ResourceContext): Promise<void> {
  for (const { Protocol, Endpoint } of subscriptions) await context.call('sns', 'Subscribe', { TopicArn: arn, Protocol, Endpoint });
}

/** A standard topic. Subscriptions of its own that the template drops stay until the topic goes, as on AWS. */
export const snsTopic: ResourceHandler = {
  typeName: TYPE,
  properties: PROPERTIES,
  async create(properties, context): Promise<ResourceState> {
    const given = accept<TopicProperties>(TYPE, properties, PROPERTIES);
    const name = given.TopicName ?? context.generateName(256);
    const { TopicArn: arn } = await context.call<{ readonly TopicArn: string }>('sns', 'CreateTopic', {
      Name: name, Tags: tagsOf(given.Tags, context), ...(given.DisplayName === undefined ? {} : { Attributes: { DisplayName: given.DisplayName } }),
    });
    context.created(arn);
    await subscribeAll(arn, given, context);
    return { physicalId: arn, attributes: { TopicArn: arn, TopicName: name } };
  },
  async update(current, before, after, context) {
    const [old, given] = [before as TopicProperties, accept<TopicProperties>(TYPE, after, PROPERTIES)];
    const { physicalId: arn } = current;
    await context.call('sns', 'SetTopicAttributes', { TopicArn: arn, AttributeName: 'DisplayName', AttributeValue: given.DisplayName ?? '' });
    await subscribeAll(arn, given, context);
    const dropped = droppedKeys(old.Tags, given.Tags, context);
    if (dropped.length > 0) await context.call('sns', 'UntagResource', { ResourceArn: arn, TagKeys: dropped });
    await context.call('sns', 'TagResource', { ResourceArn: arn, Tags: tagsOf(given.Tags, context) });
    return current;
  },
  delete: ({ physicalId }, _properties, context) => unlessGone(context.call('sns', 'DeleteTopic', { TopicArn: physicalId })),
};
