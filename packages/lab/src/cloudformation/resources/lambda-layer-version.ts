import type { PublishLayerVersionResponse } from '@aws-sdk/client-lambda';
import type { ResourceHandler } from '../resource-handler';
import { accept } from './properties';

const TYPE = 'AWS::Lambda::LayerVersion';
const PROPERTIES = ['CompatibleArchitectures', 'CompatibleRuntimes', 'Content', 'Description', 'LayerName', 'LicenseInfo'] as const;

type LayerProperties = Partial<Record<typeof PROPERTIES[number], unknown>>;

/** Never changed: whatever differs makes another version. */
export const lambdaLayerVersion: ResourceHandler = {
  typeName: TYPE,
  properties: PROPERTIES,
  async create(properties, context) {
    const given = accept<LayerProperties>(TYPE, properties, PROPERTIES);
    // the name as CloudFormation makes it: no dashes, and never the same for two stacks
    const LayerName = given.LayerName ?? context.generateName(140).replaceAll('-', '');
    const { LayerVersionArn: arn = '' } = await context.call<PublishLayerVersionResponse>('lambda', 'PublishLayerVersion', { ...given, LayerName });
    context.created(arn);
    return { physicalId: arn, attributes: { LayerVersionArn: arn } };
  },
  update: (current) => Promise.resolve(current),
  async delete({ physicalId }, _properties, context) {
    const at = physicalId.lastIndexOf(':');
    await context.call('lambda', 'DeleteLayerVersion', { LayerName: physicalId.slice(0, at), VersionNumber: Number(physicalId.slice(at + 1)) });
  },
};
