import type { PacketRule } from '../../../network/packet-filter';
import type { Ec2 } from '../ec2';
import type { RuleRecord } from '../model';

/** What the security groups of an interface let through now; a group that a rule names stands for the addresses of its interfaces. */
export const packetRules = (ec2: Pick<Ec2, 'tables'>, networkInterfaceId: string): readonly PacketRule[] =>
  (ec2.tables.networkInterfaces.get(networkInterfaceId)?.groupIds ?? [])
    .flatMap((groupId) => ec2.tables.securityGroups.get(groupId)?.rules ?? [])
    .flatMap((rule) => peersOf(ec2, rule).map((cidr) => packetRule(rule, cidr)));

/** IPv4 ranges that the rule names. */
function peersOf({ tables }: Pick<Ec2, 'tables'>, { CidrIpv4, ReferencedGroupInfo }: RuleRecord): readonly string[] {
  if (CidrIpv4 !== undefined) return [CidrIpv4];
  const groupId = ReferencedGroupInfo?.GroupId;
  return groupId === undefined ? [] : tables.networkInterfaces.list()
    .filter(({ groupIds }) => groupIds.includes(groupId)).map(({ privateIpAddress }) => `${privateIpAddress}/32`);
}

const packetRule = ({ IsEgress, IpProtocol, FromPort, ToPort }: RuleRecord, cidr: string): PacketRule =>
  ({ direction: IsEgress ? 'out' : 'in', protocol: IpProtocol, from: FromPort, to: ToPort, cidr });
