import type { AwsError } from '../../gateway/aws-error';
import type { Table } from '../../state/store';
import { missingParameter, notFound } from './errors';
import type { Ec2Tables } from './tables';

function find<T>(table: Table<T>, id: string | undefined, parameter: string, absent: (id: string) => AwsError): T {
  if (!id) throw missingParameter(parameter);
  const record = table.get(id);
  if (record === undefined) throw absent(id);
  return record;
}

/** Records by id, or EC2's own refusal. */
export const findIn = (tables: Ec2Tables) => ({
  vpc: (id: string | undefined) => find(tables.vpcs, id, 'vpcId', notFound.vpc),
  subnet: (id: string | undefined) => find(tables.subnets, id, 'subnetId', notFound.subnet),
  internetGateway: (id: string | undefined) => find(tables.internetGateways, id, 'internetGatewayId', notFound.internetGateway),
  routeTable: (id: string | undefined) => find(tables.routeTables, id, 'routeTableId', notFound.routeTable),
  securityGroup: (id: string | undefined) => find(tables.securityGroups, id, 'groupId', notFound.securityGroup),
  address: (id: string | undefined) => find(tables.addresses, id, 'allocationId', notFound.address),
  natGateway: (id: string | undefined) => find(tables.natGateways, id, 'natGatewayId', notFound.natGateway),
  vpcEndpoint: (id: string | undefined) => find(tables.vpcEndpoints, id, 'vpcEndpointId', notFound.vpcEndpoint),
  vpcOfEndpoint: (id: string | undefined) => find(tables.vpcs, id, 'vpcId', notFound.vpcOfEndpoint),
  routeTableOfEndpoint: (id: string | undefined) => find(tables.routeTables, id, 'routeTableId', notFound.routeTableOfEndpoint),
  networkInterface: (id: string | undefined) => find(tables.networkInterfaces, id, 'networkInterfaceId', notFound.networkInterface),
  instance: (id: string | undefined) => find(tables.instances, id, 'instanceId', notFound.instance),
});
