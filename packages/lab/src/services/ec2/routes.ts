import type { CreateRouteRequest, ReplaceRouteRequest, Route } from '@aws-sdk/client-ec2';
import { AwsError } from '../../gateway/aws-error';
import { parseCidr } from './cidr';
import type { Ec2 } from './ec2';
import { missingParameter } from './errors';
import { findIn } from './find';

export const ROUTE_MEMBERS = ['RouteTableId', 'DestinationCidrBlock', 'GatewayId', 'NatGatewayId', 'InstanceId'] as const;

/** The route that a request describes; its target must exist. */
export function routeOf(ec2: Ec2, input: CreateRouteRequest | ReplaceRouteRequest): Route & { readonly DestinationCidrBlock: string } {
  const { DestinationCidrBlock, GatewayId, NatGatewayId, InstanceId } = input;
  if (!DestinationCidrBlock) throw missingParameter('destinationCidrBlock');
  parseCidr(DestinationCidrBlock, 'destinationCidrBlock');
  const targets = [GatewayId, NatGatewayId, InstanceId].filter((target) => target !== undefined);
  if (targets.length !== 1) {
    throw new AwsError('InvalidParameterCombination', `The parameters must name exactly one target of the route, got ${targets.length}: `
      + 'give one of gatewayId, natGatewayId, instanceId');
  }
  const find = findIn(ec2.tables);
  if (GatewayId !== undefined) find.internetGateway(GatewayId);
  if (NatGatewayId !== undefined) find.natGateway(NatGatewayId);
  if (InstanceId !== undefined) find.instance(InstanceId);
  return { DestinationCidrBlock, GatewayId, NatGatewayId, InstanceId, Origin: 'CreateRoute', State: 'active' };
}

export const noSuchRoute = (tableId: string, destination: string): AwsError =>
  new AwsError('InvalidRoute.NotFound', `no route with destination-cidr-block ${destination} in route table ${tableId}`);
