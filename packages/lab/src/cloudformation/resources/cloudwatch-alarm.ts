import type { Properties, ResourceContext, ResourceHandler } from '../resource-handler';
import { accept, droppedKeys, tagsOf, unlessGone, type Tag } from './properties';

const TYPE = 'AWS::CloudWatch::Alarm';
const PROPERTIES = [
  'ActionsEnabled', 'AlarmActions', 'AlarmDescription', 'AlarmName', 'ComparisonOperator', 'DatapointsToAlarm', 'Dimensions',
  'EvaluateLowSampleCountPercentile', 'EvaluationPeriods', 'ExtendedStatistic', 'InsufficientDataActions', 'MetricName', 'Metrics', 'Namespace',
  'OKActions', 'Period', 'Statistic', 'Tags', 'Threshold', 'ThresholdMetricId', 'TreatMissingData', 'Unit',
] as const;

type AlarmProperties = { readonly [Name in Exclude<typeof PROPERTIES[number], 'AlarmName' | 'Tags'>]?: unknown } & {
  readonly AlarmName?: string;
  readonly Tags?: readonly Tag[];
};

const arnOf = (name: string, { region, accountId }: ResourceContext): string => `arn:aws:cloudwatch:${region}:${accountId}:alarm:${name}`;

async function put(name: string, properties: Properties, context: ResourceContext): Promise<void> {
  const given = accept<AlarmProperties>(TYPE, properties, PROPERTIES);
  await context.call('monitoring', 'PutMetricAlarm', { ...given, AlarmName: name, Tags: tagsOf(given.Tags, context) });
}

/** A metric alarm. */
export const cloudWatchAlarm: ResourceHandler = {
  typeName: TYPE,
  properties: PROPERTIES,
  async create(properties, context) {
    const name = typeof properties['AlarmName'] === 'string' ? properties['AlarmName'] : context.generateName(255);
    await put(name, properties, context);
    context.created(name);
    return { physicalId: name, attributes: { Arn: arnOf(name, context) } };
  },
  async update(current, before, after, context) {
    await put(current.physicalId, after, context);
    const [was, is] = [before as AlarmProperties, after as AlarmProperties];
    const ResourceARN = arnOf(current.physicalId, context);
    const dropped = droppedKeys(was.Tags, is.Tags, context);
    if (dropped.length > 0) await context.call('monitoring', 'UntagResource', { ResourceARN, TagKeys: dropped });
    await context.call('monitoring', 'TagResource', { ResourceARN, Tags: tagsOf(is.Tags, context) });
    return current;
  },
  delete: ({ physicalId }, _properties, context) => unlessGone(
    context.call('monitoring', 'DeleteAlarms', { AlarmNames: [physicalId] }), 'ResourceNotFound'),
};
