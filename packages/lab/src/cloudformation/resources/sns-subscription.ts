import type { ResourceHandler } from '../resource-handler';
import { accept, onlyValue, unlessGone } from './properties';

const TYPE = 'AWS::SNS::Subscription';
const PROPERTIES = ['Endpoint', 'Protocol', 'Region', 'TopicArn'] as const;

interface SubscriptionProperties {
  readonly Endpoint?: string;
  readonly Protocol?: string;
  readonly Region?: string;
  readonly TopicArn?: string;
}

/** A Lambda function that gets a topic's messages; every change of it is a replacement. */
export const snsSubscription: ResourceHandler = {
  typeName: TYPE,
  properties: PROPERTIES,
  check: ({ Protocol }) => onlyValue(TYPE, 'Protocol', Protocol, ['lambda']),
  async create(properties, context) {
    const { Endpoint, Protocol, Region, TopicArn } = accept<SubscriptionProperties>(TYPE, properties, PROPERTIES);
    onlyValue(TYPE, 'Region', Region, [context.region]);
    const { SubscriptionArn: arn } = await context.call<{ readonly SubscriptionArn: string }>('sns', 'Subscribe', { TopicArn, Protocol, Endpoint });
    context.created(arn);
    return { physicalId: arn, attributes: { Arn: arn } };
  },
  update: (current) => Promise.resolve(current),
  delete: ({ physicalId }, _properties, context) => unlessGone(context.call('sns', 'Unsubscribe', { SubscriptionArn: physicalId })),
};
