import type { DeleteSubnetRequest } from '@aws-sdk/client-ec2';
import { ec2Operation, type Ec2 } from './ec2';
import { hasDependencies } from './errors';
import { findIn } from './find';
import { withoutSubnet } from './route-tables';
import { takenAddresses } from './subnets';

/** Removes a subnet; refused while an interface is in it. */
export const deleteSubnet = (ec2: Ec2) => ec2Operation<DeleteSubnetRequest, object>('DeleteSubnet', ['SubnetId'], (input) => {
  const { SubnetId: id } = findIn(ec2.tables).subnet(input.SubnetId);
  if (takenAddresses(ec2, id).size > 0) throw hasDependencies('subnet', id);
  for (const table of ec2.tables.routeTables.list()) ec2.tables.routeTables.put(table.RouteTableId, withoutSubnet(table, id));
  ec2.tables.subnets.delete(id);
  return {};
});
