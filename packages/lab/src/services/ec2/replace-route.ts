import type { ReplaceRouteRequest } from '@aws-sdk/client-ec2';
import { ec2Operation, type Ec2 } from './ec2';
import { findIn } from './find';
import { noSuchRoute, ROUTE_MEMBERS, routeOf } from './routes';

export const replaceRoute = (ec2: Ec2) => ec2Operation<ReplaceRouteRequest, object>('ReplaceRoute', ROUTE_MEMBERS, (input) => {
  const table = findIn(ec2.tables).routeTable(input.RouteTableId);
  const route = routeOf(ec2, input);
  if (!table.Routes.some(({ DestinationCidrBlock }) => DestinationCidrBlock === route.DestinationCidrBlock)) {
    throw noSuchRoute(table.RouteTableId, route.DestinationCidrBlock);
  }
  ec2.tables.routeTables.put(table.RouteTableId, {
    ...table, Routes: table.Routes.map((current) => (current.DestinationCidrBlock === route.DestinationCidrBlock ? route : current)),
  });
  return {};
});
