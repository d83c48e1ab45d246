import type { ResourceHandler } from '../resource-handler';
import { accept, policyText, unlessGone } from './properties';

const TYPE = 'AWS::SNS::TopicPolicy';
const PROPERTIES = ['PolicyDocument', 'Topics'] as const;

interface PolicyProperties {
  readonly PolicyDocument?: unknown;
  readonly Topics?: readonly string[];
}

/** Policies of topics are kept, and not judged: a caller's own policies decide. */
export const snsTopicPolicy: ResourceHandler = {
  typeName: TYPE,
  properties: PROPERTIES,
  async create(properties, context) {
    const { PolicyDocument: document, Topics: topics = [] } = accept<PolicyProperties>(TYPE, properties, PROPERTIES);
    const physicalId = context.generateName(128);
    context.created(physicalId);
    for (const arn of topics) await context.call('sns', 'SetTopicAttributes', { TopicArn: arn, AttributeName: 'Policy', AttributeValue: policyText(document) });
    return { physicalId, attributes: { Id: physicalId } };
  },
  async update(current, _before, after, context) {
    const { PolicyDocument: document, Topics: topics = [] } = accept<PolicyProperties>(TYPE, after, PROPERTIES);
    for (const arn of topics) await context.call('sns', 'SetTopicAttributes', { TopicArn: arn, AttributeName: 'Policy', AttributeValue: policyText(document) });
    return current;
  },
  async delete(_current, properties, context) {
    for (const arn of (properties as PolicyProperties).Topics ?? []) {
      await unlessGone(context.call('sns', 'SetTopicAttributes', { TopicArn: arn, AttributeName: 'Policy', AttributeValue: '' }));
    }
  },
};
