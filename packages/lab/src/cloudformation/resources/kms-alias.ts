import type { ResourceHandler } from '../resource-handler';
import { accept, unlessGone } from './properties';

const TYPE = 'AWS::KMS::Alias';

interface AliasProperties {
  readonly AliasName?: string;
  readonly TargetKeyId?: string;
}

export const kmsAlias: ResourceHandler = {
  typeName: TYPE,
  async create(properties, context) {
    const { AliasName, TargetKeyId } = accept<AliasProperties>(TYPE, properties, ['AliasName', 'TargetKeyId']);
    await context.call('kms', 'CreateAlias', { AliasName, TargetKeyId });
    context.created(AliasName ?? '');
    return { physicalId: AliasName ?? '', attributes: {} };
  },
  async update(current, _before, after, context) {
    const { TargetKeyId } = accept<AliasProperties>(TYPE, after, ['AliasName', 'TargetKeyId']);
    await context.call('kms', 'UpdateAlias', { AliasName: current.physicalId, TargetKeyId });
    return current;
  },
  delete: ({ physicalId }, _properties, context) => unlessGone(context.call('kms', 'DeleteAlias', { AliasName: physicalId })),
};
