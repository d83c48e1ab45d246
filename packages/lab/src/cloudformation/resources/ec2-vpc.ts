import type { CreateVpcResult, DescribeNetworkAclsResult, DescribeSecurityGroupsResult, DescribeVpcsResult } from '@aws-sdk/client-ec2';
import type { ResourceContext, ResourceHandler, ResourceState } from '../resource-handler';
import { retag, tagSpecifications } from './ec2-tags';
import { accept, unlessGone, type Tag } from './properties';

const TYPE = 'AWS::EC2::VPC';
const PROPERTIES = ['CidrBlock', 'EnableDnsHostnames', 'EnableDnsSupport', 'InstanceTenancy', 'Tags'] as const;

interface VpcProperties {
  readonly CidrBlock?: string;
  readonly EnableDnsHostnames?: boolean;
  readonly EnableDnsSupport?: boolean;
  readonly InstanceTenancy?: string;
  readonly Tags?: readonly Tag[];
}

async function stateOf(id: string, context: ResourceContext): Promise<ResourceState> {
  const filter = (more: object[] = []) => ({ Filters: [{ Name: 'vpc-id', Values: [id] }, ...more] });
  const { Vpcs: [vpc] = [] } = await context.call<DescribeVpcsResult>('ec2', 'DescribeVpcs', { VpcIds: [id] });
  const { SecurityGroups: [group] = [] } = await context.call<DescribeSecurityGroupsResult>(
    'ec2', 'DescribeSecurityGroups', filter([{ Name: 'group-name', Values: ['default'] }]));
  const { NetworkAcls: [acl] = [] } = await context.call<DescribeNetworkAclsResult>(
    'ec2', 'DescribeNetworkAcls', filter([{ Name: 'default', Values: ['true'] }]));
  return {
    physicalId: id,
    attributes: {
      VpcId: id, CidrBlock: vpc?.CidrBlock ?? '', DefaultSecurityGroup: group?.GroupId ?? '', DefaultNetworkAcl: acl?.NetworkAclId ?? '',
      CidrBlockAssociations: (vpc?.CidrBlockAssociationSet ?? []).map(({ AssociationId = '' }) => AssociationId), Ipv6CidrBlocks: [],
    },
  };
}

async function setAttributes(id: string, { EnableDnsHostnames, EnableDnsSupport }: VpcProperties, context: ResourceContext): Promise<void> {
  await context.call('ec2', 'ModifyVpcAttribute', { VpcId: id, EnableDnsSupport: { Value: EnableDnsSupport ?? true } });
  await context.call('ec2', 'ModifyVpcAttribute', { VpcId: id, EnableDnsHostnames: { Value: EnableDnsHostnames ?? false } });
}

export const ec2Vpc: ResourceHandler = {
  typeName: TYPE,
  properties: PROPERTIES,
  async create(properties, context) {
    const given = accept<VpcProperties>(TYPE, properties, PROPERTIES);
    const { Vpc: vpc } = await context.call<CreateVpcResult>('ec2', 'CreateVpc', {
      CidrBlock: given.CidrBlock, InstanceTenancy: given.InstanceTenancy, TagSpecifications: tagSpecifications('vpc', given.Tags, context),
    });
    const id = vpc?.VpcId ?? '';
    context.created(id);
    await setAttributes(id, given, context);
    return stateOf(id, context);
  },
  async update({ physicalId }, before, after, context) {
    const given = accept<VpcProperties>(TYPE, after, PROPERTIES);
    await setAttributes(physicalId, given, context);
    await retag(physicalId, (before as VpcProperties).Tags, given.Tags, context);
    return stateOf(physicalId, context);
  },
  delete: ({ physicalId }, _properties, context) => unlessGone(context.call('ec2', 'DeleteVpc', { VpcId: physicalId })),
};
