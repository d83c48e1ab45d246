import type { ResourceContext, ResourceHandler, ResourceState } from '../resource-handler';
import { accept, droppedKeys, onlyValue, tagMap, tagsOf, unlessGone, type Tag } from './properties';

const TYPE = 'AWS::Logs::LogGroup';
const PROPERTIES = ['DeletionProtectionEnabled', 'KmsKeyId', 'LogGroupClass', 'LogGroupName', 'RetentionInDays', 'Tags'] as const;

interface LogGroupProperties {
  readonly DeletionProtectionEnabled?: boolean;
  /** Recorded: nothing of the lab is encrypted. */
  readonly KmsKeyId?: string;
  readonly LogGroupClass?: string;
  readonly LogGroupName?: string;
  readonly RetentionInDays?: number;
  readonly Tags?: readonly Tag[];
}

const arnOf = (name: string, { region, accountId }: ResourceContext): string => `arn:aws:logs:${region}:${accountId}:log-group:${name}`;

const stateOf = (name: string, context: ResourceContext): ResourceState => ({ physicalId: name, attributes: { Arn: `${arnOf(name, context)}:*` } });

const setRetention = (name: string, days: number | undefined, context: ResourceContext): Promise<unknown> => (days === undefined
  ? context.call('logs', 'DeleteRetentionPolicy', { logGroupName: name })
  : context.call('logs', 'PutRetentionPolicy', { logGroupName: name, retentionInDays: days }));

export const logsLogGroup: ResourceHandler = {
  typeName: TYPE,
  properties: PROPERTIES,
  async create(properties, context) {
    const given = accept<LogGroupProperties>(TYPE, properties, PROPERTIES);
    onlyValue(TYPE, 'LogGroupClass', given.LogGroupClass, ['STANDARD']);
    const name = given.LogGroupName ?? context.generateName(512);
    await context.call('logs', 'CreateLogGroup', {
      logGroupName: name, kmsKeyId: given.KmsKeyId, tags: tagMap(tagsOf(given.Tags, context)),
      deletionProtectionEnabled: given.DeletionProtectionEnabled,
    });
    context.created(name);
    if (given.RetentionInDays !== undefined) await setRetention(name, given.RetentionInDays, context);
    return stateOf(name, context);
  },
  async update({ physicalId }, before, after, context) {
    const given = accept<LogGroupProperties>(TYPE, after, PROPERTIES);
    const old = before as LogGroupProperties;
    for (const property of ['DeletionProtectionEnabled', 'KmsKeyId', 'LogGroupClass'] as const) onlyValue(TYPE, property, given[property], [old[property] ?? null]);
    await setRetention(physicalId, given.RetentionInDays, context);
    const resourceArn = arnOf(physicalId, context);
    const dropped = droppedKeys(old.Tags, given.Tags, context);
    if (dropped.length > 0) await context.call('logs', 'UntagResource', { resourceArn, tagKeys: dropped });
    await context.call('logs', 'TagResource', { resourceArn, tags: tagMap(tagsOf(given.Tags, context)) });
    return stateOf(physicalId, context);
  },
  delete: ({ physicalId }, _properties, context) => unlessGone(context.call('logs', 'DeleteLogGroup', { logGroupName: physicalId })),
};
