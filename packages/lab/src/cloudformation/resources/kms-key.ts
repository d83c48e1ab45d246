import type { Properties, ResourceContext, ResourceHandler } from '../resource-handler';
import { accept, droppedKeys, policyText, tagsOf, unlessGone, type Tag } from './properties';

const TYPE = 'AWS::KMS::Key';
const PROPERTIES = ['Description', 'Enabled', 'EnableKeyRotation', 'KeyPolicy', 'KeySpec', 'KeyUsage', 'MultiRegion', 'Origin', 'PendingWindowInDays',
  'RotationPeriodInDays', 'Tags'] as const;

interface KeyProperties {
  readonly Description?: string;
  readonly Enabled?: boolean;
  readonly EnableKeyRotation?: boolean;
  readonly KeyPolicy?: unknown;
  readonly KeySpec?: string;
  readonly KeyUsage?: string;
  readonly MultiRegion?: boolean;
  readonly Origin?: string;
  readonly PendingWindowInDays?: number;
  readonly RotationPeriodInDays?: number;
  readonly Tags?: readonly Tag[];
}

const read = (properties: Properties) => accept<KeyProperties>(TYPE, properties, PROPERTIES);

const keyTags = (own: readonly Tag[] | undefined, context: ResourceContext) =>
  tagsOf(own, context).map(({ Key, Value }) => ({ TagKey: Key, TagValue: Value }));

async function setStates(KeyId: string, properties: KeyProperties, context: ResourceContext): Promise<void> {
  const { Enabled, EnableKeyRotation, RotationPeriodInDays } = properties;
  await context.call('kms', (Enabled ?? true) ? 'EnableKey' : 'DisableKey', { KeyId });
  if (EnableKeyRotation) await context.call('kms', 'EnableKeyRotation', { KeyId, RotationPeriodInDays });
  else await context.call('kms', 'DisableKeyRotation', { KeyId });
}

export const kmsKey: ResourceHandler = {
  typeName: TYPE,
  properties: PROPERTIES,
  async create(properties, context) {
    const { KeyPolicy, Description, KeySpec, KeyUsage, MultiRegion, Origin, Tags, ...states } = read(properties);
    const { KeyMetadata: key } = await context.call<{ readonly KeyMetadata: { readonly KeyId: string; readonly Arn: string } }>('kms', 'CreateKey', {
      ...(KeyPolicy !== undefined && { Policy: policyText(KeyPolicy) }),
      Description, KeySpec, KeyUsage, MultiRegion, Origin, Tags: keyTags(Tags, context),
    });
    context.created(key.KeyId);
    await setStates(key.KeyId, states, context);
    return { physicalId: key.KeyId, attributes: { Arn: key.Arn, KeyId: key.KeyId } };
  },
  async update(current, before, after, context) {
    const given = read(after);
    const KeyId = current.physicalId;
    await context.call('kms', 'UpdateKeyDescription', { KeyId, Description: given.Description ?? '' });
    if (given.KeyPolicy !== undefined) await context.call('kms', 'PutKeyPolicy', { KeyId, PolicyName: 'default', Policy: policyText(given.KeyPolicy) });
    await setStates(KeyId, given, context);
    const dropped = droppedKeys((before as KeyProperties).Tags, given.Tags, context);
    if (dropped.length > 0) await context.call('kms', 'UntagResource', { KeyId, TagKeys: dropped });
    await context.call('kms', 'TagResource', { KeyId, Tags: keyTags(given.Tags, context) });
    return current;
  },
  delete: ({ physicalId }, properties, context) => unlessGone(context.call('kms', 'ScheduleKeyDeletion', {
    KeyId: physicalId, PendingWindowInDays: (properties as KeyProperties).PendingWindowInDays ?? 30,
  }), 'KMSInvalidStateException'),
};
