import type { ModifyVpcEndpointRequest, ModifyVpcEndpointResult } from '@aws-sdk/client-ec2';
import { ec2Operation, type Ec2 } from './ec2';
import { invalidParameter } from './errors';
import { findIn } from './find';
import type { VpcEndpointRecord } from './model';
import { addInterfaces, checkGroups, checkSubnets, interfacesOf, removeInterfaces } from './vpc-endpoints/interfaces';
import { EVERYTHING, policyText } from './vpc-endpoints/policy';
import { checkPrivateDns } from './vpc-endpoints/private-dns';
import { addRoutes, checkRouteTables, removeRoutes, routeTablesOf } from './vpc-endpoints/routes';
import { checkMembers } from './vpc-endpoints/type';

/** Changes an endpoint's policy, subnets, groups, route tables and private name; all of it or, where one is refused, nothing. */
export const modifyVpcEndpoint = (ec2: Ec2) => ec2Operation<ModifyVpcEndpointRequest, ModifyVpcEndpointResult>(
  'ModifyVpcEndpoint', [
    'VpcEndpointId', 'ResetPolicy', 'PolicyDocument', 'AddRouteTableIds', 'RemoveRouteTableIds', 'AddSubnetIds', 'RemoveSubnetIds', 'AddSecurityGroupIds',
    'RemoveSecurityGroupIds', 'PrivateDnsEnabled',
  ], (input) => {
    const record = findIn(ec2.tables).vpcEndpoint(input.VpcEndpointId);
    const { AddSubnetIds: newSubnets = [], RemoveSubnetIds: oldSubnets = [] } = input;
    const { AddRouteTableIds: newTables = [], RemoveRouteTableIds: oldTables = [] } = input;
    const { AddSecurityGroupIds: newGroups = [], RemoveSecurityGroupIds: oldGroups = [] } = input;
    checkMembers(record.type, {
      tableIds: [...newTables, ...oldTables], subnetIds: [...newSubnets, ...oldSubnets], groupIds: [...newGroups, ...oldGroups],
      privateDns: input.PrivateDnsEnabled,
    });
    const interfaces = interfacesOf(ec2, record.id);
    checkThere(record.id, 'Subnet', oldSubnets, interfaces.map(({ subnetId }) => subnetId));
    checkThere(record.id, 'Route table', oldTables, routeTablesOf(ec2, record.id));
    checkThere(record.id, 'Security group', oldGroups, record.groupIds);
    checkSubnets(ec2, record.vpcId, newSubnets, interfaces.map(({ availabilityZone }) => availabilityZone));
    checkRouteTables(ec2, record, newTables);
    checkGroups(ec2, record.vpcId, newGroups);
    if (input.PrivateDnsEnabled && !record.privateDnsEnabled) checkPrivateDns(ec2, record);
    const changed: VpcEndpointRecord = {
      ...record,
      policyDocument: input.ResetPolicy ? EVERYTHING : policyText(input.PolicyDocument ?? record.policyDocument),
      privateDnsEnabled: input.PrivateDnsEnabled ?? record.privateDnsEnabled,
      groupIds: [...new Set([...record.groupIds.filter((id) => !oldGroups.includes(id)), ...newGroups])],
    };
    if (record.type === 'Interface' && changed.groupIds.length === 0) {
      throw invalidParameter(`At least one security group must stay with endpoint ${record.id}`);
    }
    ec2.tables.vpcEndpoints.put(record.id, changed);
    removeInterfaces(ec2, record.id, oldSubnets);
    for (const kept of interfacesOf(ec2, record.id)) ec2.tables.networkInterfaces.put(kept.id, { ...kept, groupIds: changed.groupIds });
    addInterfaces(ec2, changed, newSubnets);
    removeRoutes(ec2, record.id, oldTables);
    addRoutes(ec2, record, newTables);
    return { Return: true };
  });

function checkThere(endpointId: string, kind: string, removed: readonly string[], there: readonly string[]): void {
  const strange = removed.find((id) => !there.includes(id));
  if (strange !== undefined) throw invalidParameter(`${kind} ${strange} is not associated with endpoint ${endpointId}`);
}
