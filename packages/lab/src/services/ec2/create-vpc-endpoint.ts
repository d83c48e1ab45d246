import type { CreateVpcEndpointRequest, CreateVpcEndpointResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../gateway/aws-error';
import { ec2Operation, tagsFor, type Ec2 } from './ec2';
import { invalidParameter, missingParameter } from './errors';
import { findIn } from './find';
import { newId } from './ids';
import type { VpcEndpointRecord } from './model';
import { addInterfaces, checkGroups, checkSubnets } from './vpc-endpoints/interfaces';
import { policyText } from './vpc-endpoints/policy';
import { checkPrivateDns } from './vpc-endpoints/private-dns';
import { addRoutes, checkRouteTables } from './vpc-endpoints/routes';
import { endpointService } from './vpc-endpoints/service-name';
import { checkMembers, endpointType } from './vpc-endpoints/type';
import { stateOnWire, vpcEndpointView } from './vpc-endpoints/view';

/** Records an endpoint with its interfaces or routes. No packet goes through it: the lab's API is reached from every subnet without one. */
export const createVpcEndpoint = (ec2: Ec2) => ec2Operation<CreateVpcEndpointRequest, CreateVpcEndpointResult>(
  'CreateVpcEndpoint', [
    'VpcEndpointType', 'VpcId', 'ServiceName', 'PolicyDocument', 'RouteTableIds', 'SubnetIds', 'SecurityGroupIds', 'ClientToken', 'PrivateDnsEnabled',
    'TagSpecifications',
  ], (input) => {
    const { ServiceName: serviceName, RouteTableIds: tableIds = [], SubnetIds: subnetIds = [], ClientToken: clientToken } = input;
    const made = clientToken === undefined ? undefined : ec2.tables.vpcEndpoints.list().find((other) => other.clientToken === clientToken);
    if (made) return { VpcEndpoint: vpcEndpointView(ec2, made), ClientToken: clientToken };
    const type = endpointType(input.VpcEndpointType);
    if (!serviceName) throw missingParameter('serviceName');
    const { vpc: { VpcId: vpcId } } = findIn(ec2.tables).vpcOfEndpoint(input.VpcId);
    const { types } = endpointService(serviceName, ec2.lab.region);
    if (!types.includes(type)) throw invalidParameter(`Endpoint type (${type}) does not match available service types ([${types.join(', ')}]).`);
    checkMembers(type, { tableIds, subnetIds, groupIds: input.SecurityGroupIds, privateDns: input.PrivateDnsEnabled });
    const record: VpcEndpointRecord = {
      id: newId('vpce'), type, vpcId, serviceName, clientToken, policyDocument: policyText(input.PolicyDocument),
      privateDnsEnabled: type === 'Interface' && (input.PrivateDnsEnabled ?? true), groupIds: groupsOf(ec2, type, vpcId, input.SecurityGroupIds),
      tags: tagsFor(input.TagSpecifications, 'vpc-endpoint'), createdAt: ec2.lab.clock.now().getTime(),
    };
    checkGroups(ec2, vpcId, record.groupIds);
    checkSubnets(ec2, vpcId, subnetIds);
    checkRouteTables(ec2, record, tableIds);
    if (record.privateDnsEnabled) checkPrivateDns(ec2, record);
    ec2.tables.vpcEndpoints.put(record.id, record);
    addInterfaces(ec2, record, subnetIds);
    addRoutes(ec2, record, tableIds);
    const view = vpcEndpointView(ec2, record);
    return { VpcEndpoint: type === 'Interface' ? { ...view, State: stateOnWire('pending') } : view, ClientToken: clientToken };
  });

/** The VPC's default group where an interface endpoint names none. */
function groupsOf({ tables }: Ec2, type: VpcEndpointRecord['type'], vpcId: string, given: readonly string[] = []): readonly string[] {
  if (type === 'Gateway' || given.length > 0) return [...new Set(given)];
  const group = tables.securityGroups.list().find(({ group: { VpcId, GroupName } }) => VpcId === vpcId && GroupName === 'default');
  if (!group) throw new AwsError('InternalError', `VPC ${vpcId} has no default security group`);
  return [group.group.GroupId];
}
