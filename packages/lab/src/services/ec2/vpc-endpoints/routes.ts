import { AwsError } from '../../../gateway/aws-error';
import type { Ec2 } from '../ec2';
import { invalidParameter } from '../errors';
import { findIn } from '../find';
import type { VpcEndpointRecord } from '../model';
import { prefixListId } from './service-name';

type Endpoint = Pick<VpcEndpointRecord, 'id' | 'vpcId' | 'serviceName'>;

/** Tables with a route to a gateway endpoint. */
export const routeTablesOf = (ec2: Ec2, endpointId: string): string[] =>
  ec2.tables.routeTables.list().filter(({ Routes }) => Routes.some(({ GatewayId }) => GatewayId === endpointId))
    .map(({ RouteTableId }) => RouteTableId);

/** Refuses tables that are not there, are another VPC's or lead to the service already. */
export function checkRouteTables(ec2: Ec2, { vpcId, serviceName }: Omit<Endpoint, 'id'>, ids: readonly string[]): void {
  const prefixList = prefixListId(serviceName);
  for (const id of ids) {
    const table = findIn(ec2.tables).routeTableOfEndpoint(id);
    if (table.VpcId !== vpcId) throw invalidParameter(`Route table ${id} does not belong to VPC ${vpcId}`);
    if (table.Routes.some(({ DestinationPrefixListId }) => DestinationPrefixListId === prefixList)) {
      throw new AwsError('RouteAlreadyExists', `route table ${id} already has a route with destination-prefix-list-id ${prefixList}`);
    }
  }
}

/** Checked ones only. */
export function addRoutes(ec2: Ec2, { id, serviceName }: Endpoint, tableIds: readonly string[]): void {
  for (const tableId of tableIds) {
    const table = findIn(ec2.tables).routeTableOfEndpoint(tableId);
    const route = { DestinationPrefixListId: prefixListId(serviceName), GatewayId: id, Origin: 'CreateRoute' as const, State: 'active' as const };
    ec2.tables.routeTables.put(tableId, { ...table, Routes: [...table.Routes, route] });
  }
}

export function removeRoutes(ec2: Ec2, endpointId: string, tableIds: readonly string[]): void {
  for (const tableId of tableIds) {
    const table = findIn(ec2.tables).routeTableOfEndpoint(tableId);
    ec2.tables.routeTables.put(tableId, { ...table, Routes: table.Routes.filter(({ GatewayId }) => GatewayId !== endpointId) });
  }
}
