import type { CreateVpcEndpointResult, DeleteVpcEndpointsResult, DescribeVpcEndpointsResult } from '@aws-sdk/client-ec2';
import { ResourceFailure } from '../resource-failure';
import type { ResourceContext, ResourceHandler, ResourceState } from '../resource-handler';
import { retag, tagSpecifications } from './ec2-tags';
import { accept, policyText, type Tag } from './properties';

const TYPE = 'AWS::EC2::VPCEndpoint';
const PROPERTIES = [
  'PolicyDocument', 'PrivateDnsEnabled', 'RouteTableIds', 'SecurityGroupIds', 'ServiceName', 'SubnetIds', 'Tags', 'VpcEndpointType', 'VpcId',
] as const;

interface VpcEndpointProperties {
  readonly PolicyDocument?: unknown;
  readonly PrivateDnsEnabled?: boolean;
  readonly RouteTableIds?: readonly string[];
  readonly SecurityGroupIds?: readonly string[];
  readonly ServiceName?: string;
  readonly SubnetIds?: readonly string[];
  readonly Tags?: readonly Tag[];
  readonly VpcEndpointType?: string;
  readonly VpcId?: string;
}

/** `Fri Sep 28 23:34:36 UTC 2018` */
function timestamp(date: Date): string {
  const [weekday = '', day = '', month = '', year = '', time = ''] = date.toUTCString().replace(',', '').split(' ');
  return [weekday, month, day, time, 'UTC', year].join(' ');
}

async function stateOf(id: string, context: ResourceContext): Promise<ResourceState> {
  const { VpcEndpoints: [endpoint] = [] } = await context.call<DescribeVpcEndpointsResult>('ec2', 'DescribeVpcEndpoints', { VpcEndpointIds: [id] });
  if (!endpoint?.CreationTimestamp) throw new ResourceFailure(`The Vpc Endpoint Id '${id}' does not exist`);
  return {
    physicalId: id,
    attributes: {
      Id: id, CreationTimestamp: timestamp(endpoint.CreationTimestamp), NetworkInterfaceIds: endpoint.NetworkInterfaceIds ?? [],
      DnsEntries: (endpoint.DnsEntries ?? []).map(({ HostedZoneId = '', DnsName = '' }) => `${HostedZoneId}:${DnsName}`),
    },
  };
}

const policyOf = ({ PolicyDocument }: VpcEndpointProperties): string | undefined =>
  PolicyDocument === undefined ? undefined : policyText(PolicyDocument);

/** CloudFormation's default is no private name, unlike that of the call. */
const privateDnsOf = ({ VpcEndpointType, PrivateDnsEnabled }: VpcEndpointProperties): boolean | undefined =>
  PrivateDnsEnabled ?? (VpcEndpointType === 'Interface' ? false : undefined);

const missingIn = (there: readonly string[] | undefined, wanted: readonly string[] | undefined): readonly string[] =>
  (wanted ?? []).filter((id) => !there?.includes(id));

export const ec2VpcEndpoint: ResourceHandler = {
  typeName: TYPE,
  properties: PROPERTIES,
  async create(properties, context) {
    const given = accept<VpcEndpointProperties>(TYPE, properties, PROPERTIES);
    const { RouteTableIds, SecurityGroupIds, ServiceName, SubnetIds, Tags, VpcEndpointType, VpcId } = given;
    const { VpcEndpoint: endpoint } = await context.call<CreateVpcEndpointResult>('ec2', 'CreateVpcEndpoint', {
      RouteTableIds, SecurityGroupIds, ServiceName, SubnetIds, VpcEndpointType, VpcId, PolicyDocument: policyOf(given),
      PrivateDnsEnabled: privateDnsOf(given), TagSpecifications: tagSpecifications('vpc-endpoint', Tags, context),
    });
    const id = endpoint?.VpcEndpointId ?? '';
    context.created(id);
    return stateOf(id, context);
  },
  async update({ physicalId }, before, after, context) {
    const old = before as VpcEndpointProperties;
    const given = accept<VpcEndpointProperties>(TYPE, after, PROPERTIES);
    const PolicyDocument = policyOf(given);
    // a zone has one subnet, so the old one goes first; an endpoint always has a group, so the old one goes last
    await context.call('ec2', 'ModifyVpcEndpoint', {
      VpcEndpointId: physicalId, PolicyDocument, ResetPolicy: PolicyDocument === undefined ? true : undefined, PrivateDnsEnabled: privateDnsOf(given),
      RemoveSubnetIds: missingIn(given.SubnetIds, old.SubnetIds), AddSecurityGroupIds: missingIn(old.SecurityGroupIds, given.SecurityGroupIds),
      RemoveRouteTableIds: missingIn(given.RouteTableIds, old.RouteTableIds), AddRouteTableIds: missingIn(old.RouteTableIds, given.RouteTableIds),
    });
    await context.call('ec2', 'ModifyVpcEndpoint', {
      VpcEndpointId: physicalId,
      AddSubnetIds: missingIn(old.SubnetIds, given.SubnetIds), RemoveSecurityGroupIds: missingIn(given.SecurityGroupIds, old.SecurityGroupIds),
    });
    await retag(physicalId, old.Tags, given.Tags, context);
    return stateOf(physicalId, context);
  },
  async delete({ physicalId }, _properties, context) {
    const { Unsuccessful: failed = [] } = await context.call<DeleteVpcEndpointsResult>('ec2', 'DeleteVpcEndpoints', { VpcEndpointIds: [physicalId] });
    const failure = failed.find(({ Error: error }) => error?.Code !== 'InvalidVpcEndpointId.NotFound');
    if (failure) throw new ResourceFailure(failure.Error?.Message ?? `${physicalId} could not be deleted`);
  },
};
