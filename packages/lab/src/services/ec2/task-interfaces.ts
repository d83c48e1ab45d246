import { privateDnsName } from '../../network/addresses';
import type { TaskInterfaces } from '../../ecs/interface-port';
import type { Ec2 } from './ec2';
import { findIn } from './find';
import { newNetworkInterface } from './network-interfaces';
import { packetRules } from './security-groups/packet-rules';
import { allocateIn } from './subnets';

/** Interfaces of awsvpc tasks: they share the subnet's addresses with everything else in it. */
export function taskInterfaces(ec2: Ec2): TaskInterfaces {
  const { tables, lab } = ec2;
  const defaultGroup = (vpcId: string) => tables.securityGroups.list()
    .filter(({ group }) => group.VpcId === vpcId && group.GroupName === 'default').map(({ group }) => group.GroupId);
  return {
    zoneOf: (subnetId) => findIn(tables).subnet(subnetId).AvailabilityZone,
    checkGroup: (groupId) => void findIn(tables).securityGroup(groupId),
    create({ subnetId, securityGroups, description, ec2InstanceId }) {
      const subnet = findIn(tables).subnet(subnetId);
      securityGroups.forEach((id) => findIn(tables).securityGroup(id));
      const record = newNetworkInterface(ec2, subnet, {
        privateIpAddress: allocateIn(ec2, subnet), groupIds: securityGroups.length > 0 ? securityGroups : defaultGroup(subnet.VpcId),
        description, interfaceType: 'interface', instanceId: ec2InstanceId,
      });
      tables.networkInterfaces.put(record.id, record);
      return {
        networkInterfaceId: record.id, subnetId, macAddress: record.macAddress, privateIpAddress: record.privateIpAddress,
        privateDnsName: privateDnsName(record.privateIpAddress, lab.region),
      };
    },
    delete: (id) => tables.networkInterfaces.delete(id),
    rules: (id) => packetRules(ec2, id),
  };
}
