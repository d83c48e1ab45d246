import type { DeleteVpcRequest } from '@aws-sdk/client-ec2';
import { ec2Operation, type Ec2 } from './ec2';
import { hasDependencies } from './errors';
import { findIn } from './find';
import { isMain } from './route-tables';

/** Removes a VPC with what it was born with; refused while anything else is in it. */
export const deleteVpc = (ec2: Ec2) => ec2Operation<DeleteVpcRequest, object>('DeleteVpc', ['VpcId'], ({ VpcId: id }) => {
  const { vpc: { VpcId: vpcId } } = findIn(ec2.tables).vpc(id);
  const { tables } = ec2;
  const inVpc = <T extends { readonly VpcId: string }>(records: readonly T[]) => records.filter((record) => record.VpcId === vpcId);
  const groups = tables.securityGroups.list().filter(({ group }) => group.VpcId === vpcId);
  const routeTables = inVpc(tables.routeTables.list());
  const used = inVpc(tables.subnets.list()).length > 0
    || routeTables.some((table) => !isMain(table))
    || groups.some(({ group }) => group.GroupName !== 'default')
    || tables.networkInterfaces.list().some((networkInterface) => networkInterface.vpcId === vpcId)
    || tables.vpcEndpoints.list().some((endpoint) => endpoint.vpcId === vpcId)
    || tables.internetGateways.list().some(({ Attachments = [] }) => Attachments.some((attachment) => attachment.VpcId === vpcId));
  if (used) throw hasDependencies('vpc', vpcId);
  routeTables.forEach((table) => tables.routeTables.delete(table.RouteTableId));
  groups.forEach(({ group }) => tables.securityGroups.delete(group.GroupId));
  inVpc(tables.networkAcls.list()).forEach((acl) => tables.networkAcls.delete(acl.NetworkAclId));
  tables.vpcs.delete(vpcId);
  return {};
});
