import type { ResourceHandler } from '../resource-handler';

/** Types that do nothing on AWS either: they only exist in the stack. */
export const NO_OP_HANDLERS: readonly ResourceHandler[] = ['AWS::CDK::Metadata', 'AWS::CloudFormation::WaitConditionHandle'].map((typeName) => ({
  typeName,
  create(_properties, context) {
    const physicalId = context.generateName(128);
    context.created(physicalId);
    return Promise.resolve({ physicalId, attributes: { Id: physicalId } });
  },
  update: (current) => Promise.resolve(current),
  delete: () => Promise.resolve(),
}));
