import type { AllocateAddressResult } from '@aws-sdk/client-ec2';
import type { ResourceHandler } from '../resource-handler';
import { retag, tagSpecifications } from './ec2-tags';
import { accept, unlessGone, type Tag } from './properties';

const TYPE = 'AWS::EC2::EIP';
const PROPERTIES = ['Domain', 'Tags'] as const;

interface EipProperties {
  readonly Domain?: string;
  readonly Tags?: readonly Tag[];
}

export const ec2Eip: ResourceHandler = {
  typeName: TYPE,
  properties: PROPERTIES,
  async create(properties, context) {
    const { Domain, Tags } = accept<EipProperties>(TYPE, properties, PROPERTIES);
    const address = await context.call<AllocateAddressResult>('ec2', 'AllocateAddress', {
      Domain: Domain ?? 'vpc', TagSpecifications: tagSpecifications('elastic-ip', Tags, context),
    });
    const { PublicIp = '', AllocationId = '' } = address;
    context.created(PublicIp);
    return { physicalId: PublicIp, attributes: { PublicIp, AllocationId } };
  },
  async update(current, before, after, context) {
    const { Tags } = accept<EipProperties>(TYPE, after, PROPERTIES);
    await retag(String(current.attributes['AllocationId']), (before as EipProperties).Tags, Tags, context);
    return current;
  },
  delete: ({ physicalId }, _properties, context) => unlessGone(context.call('ec2', 'ReleaseAddress', { PublicIp: physicalId })),
};
