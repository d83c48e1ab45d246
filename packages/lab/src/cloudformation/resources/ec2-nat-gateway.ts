import type { CreateNatGatewayResult } from '@aws-sdk/client-ec2';
import type { ResourceHandler } from '../resource-handler';
import { retag, tagSpecifications } from './ec2-tags';
import { accept, unlessGone, type Tag } from './properties';

const TYPE = 'AWS::EC2::NatGateway';
const PROPERTIES = ['AllocationId', 'ConnectivityType', 'PrivateIpAddress', 'SubnetId', 'Tags'] as const;

interface NatGatewayProperties {
  readonly AllocationId?: string;
  readonly ConnectivityType?: string;
  readonly PrivateIpAddress?: string;
  readonly SubnetId?: string;
  readonly Tags?: readonly Tag[];
}

export const ec2NatGateway: ResourceHandler = {
  typeName: TYPE,
  properties: PROPERTIES,
  async create(properties, context) {
    const { AllocationId, ConnectivityType, PrivateIpAddress, SubnetId, Tags } = accept<NatGatewayProperties>(TYPE, properties, PROPERTIES);
    const { NatGateway: gateway } = await context.call<CreateNatGatewayResult>('ec2', 'CreateNatGateway', {
      AllocationId, ConnectivityType, PrivateIpAddress, SubnetId, TagSpecifications: tagSpecifications('natgateway', Tags, context),
    });
    const id = gateway?.NatGatewayId ?? '';
    context.created(id);
    return { physicalId: id, attributes: { NatGatewayId: id, EniId: gateway?.NatGatewayAddresses?.[0]?.NetworkInterfaceId ?? '' } };
  },
  async update(current, before, after, context) {
    const { Tags } = accept<NatGatewayProperties>(TYPE, after, PROPERTIES);
    await retag(current.physicalId, (before as NatGatewayProperties).Tags, Tags, context);
    return current;
  },
  delete: ({ physicalId }, _properties, context) => unlessGone(context.call('ec2', 'DeleteNatGateway', { NatGatewayId: physicalId })),
};
