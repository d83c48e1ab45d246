import type { DeleteRouteTableRequest } from '@aws-sdk/client-ec2';
import { ec2Operation, type Ec2 } from './ec2';
import { hasDependencies } from './errors';
import { findIn } from './find';

export const deleteRouteTable = (ec2: Ec2) => ec2Operation<DeleteRouteTableRequest, object>('DeleteRouteTable', ['RouteTableId'], (input) => {
  const { RouteTableId: id, Associations: associations } = findIn(ec2.tables).routeTable(input.RouteTableId);
  if (associations.length > 0) throw hasDependencies('routeTable', id);
  ec2.tables.routeTables.delete(id);
  return {};
});
