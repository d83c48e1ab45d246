import type { DeleteRouteRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../../gateway/aws-error';
import { ec2Operation, type Ec2 } from './ec2';
import { findIn } from './find';
import { noSuchRoute } from './routes';

export const deleteRoute = (ec2: Ec2) => ec2Operation<DeleteRouteRequest, object>('DeleteRoute', ['RouteTableId', 'DestinationCidrBlock'], (input) => {
  const table = findIn(ec2.tables).routeTable(input.RouteTableId);
  const destination = input.DestinationCidrBlock ?? '';
  const route = table.Routes.find(({ DestinationCidrBlock }) => DestinationCidrBlock === destination);
  if (!route) throw noSuchRoute(table.RouteTableId, destination);
  if (route.GatewayId === 'local') {
    throw new AwsError('InvalidParameterValue', `cannot remove local route ${destination} in route table ${table.RouteTableId}`);
  }
  ec2.tables.routeTables.put(table.RouteTableId, { ...table, Routes: table.Routes.filter((current) => current !== route) });
  return {};
});
