import { AwsError } from '../../../gateway/aws-error';
import type { Ec2 } from '../ec2';
import { invalidParameter } from '../errors';
import { findIn } from '../find';
import type { NetworkInterfaceRecord, VpcEndpointRecord } from '../model';
import { newNetworkInterface } from '../network-interfaces';
import { allocateIn } from '../subnets';

/** One for each subnet of an interface endpoint. */
export const interfacesOf = ({ tables }: Ec2, endpointId: string): readonly NetworkInterfaceRecord[] =>
  tables.networkInterfaces.list().filter(({ vpcEndpointId }) => vpcEndpointId === endpointId);

/** Refuses subnets that are not there, are another VPC's, are full, or share their zone with one that the endpoint has. */
export function checkSubnets(ec2: Ec2, vpcId: string, ids: readonly string[], takenZones: readonly string[] = []): void {
  const zones = new Set(takenZones);
  for (const id of ids) {
    const subnet = findIn(ec2.tables).subnet(id);
    if (subnet.VpcId !== vpcId) throw invalidParameter(`Subnet ${id} does not belong to VPC ${vpcId}`);
    if (zones.has(subnet.AvailabilityZone)) {
      throw new AwsError('DuplicateSubnetsInSameZone', `Found another VPC endpoint subnet in the availability zone of ${id}`);
    }
    zones.add(subnet.AvailabilityZone);
    allocateIn(ec2, subnet);
  }
}

/** Refuses groups that are not there or are another VPC's. */
export function checkGroups(ec2: Ec2, vpcId: string, ids: readonly string[]): void {
  for (const id of ids) {
    const { group } = findIn(ec2.tables).securityGroup(id);
    if (group.VpcId !== vpcId) throw invalidParameter(`Security group ${id} does not belong to VPC ${vpcId}`);
  }
}

/** Checked subnets only. */
export function addInterfaces(ec2: Ec2, { id, groupIds }: VpcEndpointRecord, subnetIds: readonly string[]): void {
  for (const subnetId of subnetIds) {
    const subnet = findIn(ec2.tables).subnet(subnetId);
    const networkInterface = newNetworkInterface(ec2, subnet, {
      privateIpAddress: allocateIn(ec2, subnet), groupIds, description: `VPC Endpoint Interface ${id}`, interfaceType: 'vpc_endpoint', vpcEndpointId: id,
    });
    ec2.tables.networkInterfaces.put(networkInterface.id, networkInterface);
  }
}

/** Frees the addresses that the endpoint holds in these subnets; without a list, everywhere. */
export function removeInterfaces(ec2: Ec2, endpointId: string, subnetIds?: readonly string[]): void {
  for (const { id, subnetId } of interfacesOf(ec2, endpointId)) {
    if (subnetIds === undefined || subnetIds.includes(subnetId)) ec2.tables.networkInterfaces.delete(id);
  }
}
