import type { ResourceHandler } from '../resource-handler';
import { accept, unlessGone } from './properties';

const TYPE = 'AWS::KMS::Alias';
const PROPERTIES = ['AliasName', 'TargetKeyId'] as const;

interface AliasProperties {
  readonly AliasName?: string;
  readonly TargetKeyId?: string;
}

export const kmsAlias: ResourceHandler = {
  typeName: TYPE,
  properties: PROPERTIES,
  async create(properties, context) {
    const { AliasName, TargetKeyId } = accept<AliasProperties>(TYPE, properties, PROPERTIES);
    await context.call('kms', 'CreateAlias', { AliasName, TargetKeyId });
    context.created(AliasName ?? '');
    return { physicalId: AliasName ?? '', attributes: {} };
  },
  async update(current, _before, after, context) {
    const { TargetKeyId } = accept<AliasProperties>(TYPE, after, PROPERTIES);
    await context.call('kms', 'UpdateAlias', { AliasName: current.physicalId, TargetKeyId });
    return current;
  },
  delete: ({ physicalId }, _properties, context) => unlessGone(context.call('kms', 'DeleteAlias', { AliasName: physicalId })),
};
