import type { CreateSubnetResult, DescribeNetworkAclsResult, DescribeSubnetsResult } from '@aws-sdk/client-ec2';
import type { ResourceContext, ResourceHandler, ResourceState } from '../resource-handler';
import { retag, tagSpecifications } from './ec2-tags';
import { accept, unlessGone, type Tag } from './properties';

const TYPE = 'AWS::EC2::Subnet';
const PROPERTIES = ['AvailabilityZone', 'AvailabilityZoneId', 'CidrBlock', 'MapPublicIpOnLaunch', 'Tags', 'VpcId'] as const;

interface SubnetProperties {
  readonly AvailabilityZone?: string;
  readonly AvailabilityZoneId?: string;
  readonly CidrBlock?: string;
  readonly MapPublicIpOnLaunch?: boolean;
  readonly Tags?: readonly Tag[];
  readonly VpcId?: string;
}

async function stateOf(id: string, context: ResourceContext): Promise<ResourceState> {
  const { Subnets: [subnet] = [] } = await context.call<DescribeSubnetsResult>('ec2', 'DescribeSubnets', { SubnetIds: [id] });
  const { NetworkAcls: [acl] = [] } = await context.call<DescribeNetworkAclsResult>(
    'ec2', 'DescribeNetworkAcls', { Filters: [{ Name: 'association.subnet-id', Values: [id] }] });
  const association = acl?.Associations?.find(({ SubnetId }) => SubnetId === id);
  return {
    physicalId: id,
    attributes: {
      SubnetId: id, VpcId: subnet?.VpcId ?? '', CidrBlock: subnet?.CidrBlock ?? '', AvailabilityZone: subnet?.AvailabilityZone ?? '',
      AvailabilityZoneId: subnet?.AvailabilityZoneId ?? '', NetworkAclAssociationId: association?.NetworkAclAssociationId ?? '', Ipv6CidrBlocks: [],
    },
  };
}

const setAttributes = (id: string, { MapPublicIpOnLaunch }: SubnetProperties, context: ResourceContext): Promise<unknown> =>
  context.call('ec2', 'ModifySubnetAttribute', { SubnetId: id, MapPublicIpOnLaunch: { Value: MapPublicIpOnLaunch ?? false } });

export const ec2Subnet: ResourceHandler = {
  typeName: TYPE,
  properties: PROPERTIES,
  async create(properties, context) {
    const given = accept<SubnetProperties>(TYPE, properties, PROPERTIES);
    const { VpcId, CidrBlock, AvailabilityZone, AvailabilityZoneId } = given;
    const { Subnet: subnet } = await context.call<CreateSubnetResult>('ec2', 'CreateSubnet', {
      VpcId, CidrBlock, AvailabilityZone, AvailabilityZoneId, TagSpecifications: tagSpecifications('subnet', given.Tags, context),
    });
    const id = subnet?.SubnetId ?? '';
    context.created(id);
    await setAttributes(id, given, context);
    return stateOf(id, context);
  },
  async update({ physicalId }, before, after, context) {
    const given = accept<SubnetProperties>(TYPE, after, PROPERTIES);
    await setAttributes(physicalId, given, context);
    await retag(physicalId, (before as SubnetProperties).Tags, given.Tags, context);
    return stateOf(physicalId, context);
  },
  delete: ({ physicalId }, _properties, context) => unlessGone(context.call('ec2', 'DeleteSubnet', { SubnetId: physicalId })),
};
