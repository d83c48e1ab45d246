import { AwsError } from '../../../gateway/aws-error';
import type { Ec2 } from '../ec2';
import { findIn } from '../find';

/** Puts an interface into other groups of its VPC, and the instance whose own it is. What they let through holds at once. */
export function changeGroups({ tables }: Ec2, networkInterfaceId: string | undefined, groupIds: readonly string[]): void {
  const held = findIn(tables).networkInterface(networkInterfaceId);
  if (groupIds.length === 0) throw new AwsError('InvalidParameterValue', 'You must specify at least one security group for a network interface.');
  for (const id of groupIds) {
    if (findIn(tables).securityGroup(id).group.VpcId !== held.vpcId) {
      throw new AwsError('InvalidGroup.NotFound', `You have specified two resources that belong to different networks: ${id} and ${held.id}.`);
    }
  }
  const instance = tables.instances.list().find((one) => one.networkInterfaceId === held.id);
  if (instance) tables.instances.put(instance.instanceId, { ...instance, groupIds });
  tables.networkInterfaces.put(held.id, { ...held, groupIds });
}
