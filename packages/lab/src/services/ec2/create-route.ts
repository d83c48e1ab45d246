import type { CreateRouteRequest, CreateRouteResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../gateway/aws-error';
import { ec2Operation, type Ec2 } from './ec2';
import { findIn } from './find';
import { ROUTE_MEMBERS, routeOf } from './routes';

export const createRoute = (ec2: Ec2) => ec2Operation<CreateRouteRequest, CreateRouteResult>('CreateRoute', ROUTE_MEMBERS, (input) => {
  const table = findIn(ec2.tables).routeTable(input.RouteTableId);
  const route = routeOf(ec2, input);
  if (table.Routes.some(({ DestinationCidrBlock }) => DestinationCidrBlock === route.DestinationCidrBlock)) {
    throw new AwsError('RouteAlreadyExists', `The route identified by ${route.DestinationCidrBlock} already exists.`);
  }
  ec2.tables.routeTables.put(table.RouteTableId, { ...table, Routes: [...table.Routes, route] });
  return { Return: true };
});
