import type { DescribeRouteTablesRequest, DescribeRouteTablesResult } from '@aws-sdk/client-ec2';
import { describe } from './describe';
import { ec2Operation, type Ec2 } from './ec2';
import { notFound } from './errors';

export const describeRouteTables = (ec2: Ec2) => ec2Operation<DescribeRouteTablesRequest, DescribeRouteTablesResult>(
  'DescribeRouteTables', ['RouteTableIds', 'Filters', 'MaxResults', 'NextToken'], (input) => {
    const { items, next } = describe(input, input.RouteTableIds, {
      records: ec2.tables.routeTables.list(),
      idOf: (table) => table.RouteTableId,
      tagsOf: (table) => table.Tags,
      notFound: notFound.routeTable,
      fields: {
        'route-table-id': (table) => table.RouteTableId,
        'vpc-id': (table) => table.VpcId,
        'owner-id': (table) => table.OwnerId,
        'association.main': (table) => table.Associations.map(({ Main }) => Main ?? false),
        'association.subnet-id': (table) => table.Associations.map(({ SubnetId }) => SubnetId),
        'association.route-table-association-id': (table) => table.Associations.map(({ RouteTableAssociationId }) => RouteTableAssociationId),
        'association.route-table-id': (table) => table.Associations.map(({ RouteTableId }) => RouteTableId),
        'route.destination-cidr-block': (table) => table.Routes.map(({ DestinationCidrBlock }) => DestinationCidrBlock),
        'route.gateway-id': (table) => table.Routes.map(({ GatewayId }) => GatewayId),
        'route.nat-gateway-id': (table) => table.Routes.map(({ NatGatewayId }) => NatGatewayId),
        'route.state': (table) => table.Routes.map(({ State }) => State),
      },
    });
    return { RouteTables: [...items], NextToken: next };
  });
