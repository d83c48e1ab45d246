import type { TaskInterfaces } from '../../ecs/interface-port';
import type { PacketRule } from '../../network/packet-filter';
import type { Ec2 } from './ec2';
import { findIn } from './find';
import type { RuleRecord } from './model';
import { newNetworkInterface, privateDnsName } from './network-interfaces';
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
    rules: (id) => (tables.networkInterfaces.get(id)?.groupIds ?? [])
      .flatMap((groupId) => tables.securityGroups.get(groupId)?.rules ?? [])
      .flatMap((rule) => peersOf(ec2, rule).map((cidr) => packetRule(rule, cidr))),
  };
}

/** IPv4 ranges that the rule names; a group stands for the addresses of its interfaces. */
function peersOf({ tables }: Ec2, { CidrIpv4, ReferencedGroupInfo }: RuleRecord): readonly string[] {
  if (CidrIpv4 !== undefined) return [CidrIpv4];
  const groupId = ReferencedGroupInfo?.GroupId;
  return groupId === undefined ? [] : tables.networkInterfaces.list()
    .filter(({ groupIds }) => groupIds.includes(groupId)).map(({ privateIpAddress }) => `${privateIpAddress}/32`);
}

const packetRule = ({ IsEgress, IpProtocol, FromPort, ToPort }: RuleRecord, cidr: string): PacketRule =>
  ({ direction: IsEgress ? 'out' : 'in', protocol: IpProtocol, from: FromPort, to: ToPort, cidr });
