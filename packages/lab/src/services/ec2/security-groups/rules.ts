import type { IpPermission } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../gateway/aws-error';
import { parseCidr } from '../cidr';
import { invalidValue } from '../errors';
import { newId } from '../ids';
import type { RuleRecord } from '../model';

const PROTOCOLS: Readonly<Record<string, string>> = { 1: 'icmp', 6: 'tcp', 17: 'udp', 58: 'icmpv6', all: '-1' };

/** One rule for each peer of each permission, checked as EC2 checks them. */
export function rulesOf(permissions: readonly IpPermission[], isEgress: boolean): RuleRecord[] {
  return permissions.flatMap((permission) => {
    const protocol = PROTOCOLS[permission.IpProtocol ?? ''] ?? permission.IpProtocol;
    if (protocol === undefined) throw new AwsError('MissingParameter', 'The request must contain the parameter ipProtocol');
    if (!/^(-1|tcp|udp|icmp|icmpv6|\d+)$/.test(protocol)) throw invalidValue(protocol, 'ipProtocol', 'Unknown protocol.');
    const common = { SecurityGroupRuleId: '', IsEgress: isEgress, IpProtocol: protocol, ...portsOf(protocol, permission) };
    const peers = [
      ...(permission.IpRanges ?? []).map(({ CidrIp, Description }) => ({ CidrIpv4: parsed(CidrIp), Description })),
      ...(permission.Ipv6Ranges ?? []).map(({ CidrIpv6, Description }) => ({ CidrIpv6, Description })),
      ...(permission.PrefixListIds ?? []).map(({ PrefixListId, Description }) => ({ PrefixListId, Description })),
      ...(permission.UserIdGroupPairs ?? []).map(({ GroupId, UserId, Description }) => ({ ReferencedGroupInfo: { GroupId, UserId }, Description })),
    ];
    if (peers.length === 0) {
      throw new AwsError('MissingParameter', 'The request must contain a source or destination: an address range, a prefix list or a security group');
    }
    return peers.map((peer) => ({ ...common, ...peer, SecurityGroupRuleId: newId('sgr'), Tags: [] }));
  });
}

const parsed = (cidr: string | undefined): string => {
  parseCidr(cidr ?? '', 'cidrIp');
  return cidr ?? '';
};

function portsOf(protocol: string, { FromPort, ToPort }: IpPermission): { readonly FromPort: number; readonly ToPort: number } {
  if (protocol === 'tcp' || protocol === 'udp') {
    if (FromPort === undefined || ToPort === undefined) {
      throw new AwsError('InvalidParameterValue', "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.");
    }
    const [from, to] = FromPort === -1 && ToPort === -1 ? [0, 65535] : [FromPort, ToPort];
    if (from < 0 || to > 65535 || from > to) {
      throw new AwsError('InvalidParameterValue', `Invalid value '${from}-${to}' for portRange. Must specify a range within 0-65535, from not above to.`);
    }
    return { FromPort: from, ToPort: to };
  }
  return { FromPort: protocol === '-1' ? -1 : FromPort ?? -1, ToPort: protocol === '-1' ? -1 : ToPort ?? -1 };
}

const peerOf = (rule: RuleRecord): string =>
  rule.CidrIpv4 ?? rule.CidrIpv6 ?? rule.PrefixListId ?? rule.ReferencedGroupInfo?.GroupId ?? '';

/** Two rules with one identity are the same rule, whatever their description. */
export const identityOf = (rule: RuleRecord): string =>
  [rule.IsEgress, rule.IpProtocol, rule.FromPort, rule.ToPort, peerOf(rule)].join('|');

/** The rule as EC2 prints it in its refusals. */
export function ruleText(rule: RuleRecord): string {
  const ports = rule.IpProtocol === '-1' ? 'ALL' : `${rule.IpProtocol.toUpperCase()}, from port: ${rule.FromPort}, to port: ${rule.ToPort}`;
  return `peer: ${peerOf(rule)}, ${ports}, ALLOW`;
}

/** Rules gathered by protocol and ports, as DescribeSecurityGroups shows them. */
export function permissionsOf(rules: readonly RuleRecord[], owner: string | undefined): IpPermission[] {
  const gathered = new Map<string, Required<Pick<IpPermission, 'IpRanges' | 'Ipv6Ranges' | 'PrefixListIds' | 'UserIdGroupPairs'>> & IpPermission>();
  for (const rule of rules) {
    const key = [rule.IpProtocol, rule.FromPort, rule.ToPort].join('|');
    const ports = rule.IpProtocol === '-1' ? {} : { FromPort: rule.FromPort, ToPort: rule.ToPort };
    const permission = gathered.get(key)
      ?? { IpProtocol: rule.IpProtocol, ...ports, IpRanges: [], Ipv6Ranges: [], PrefixListIds: [], UserIdGroupPairs: [] };
    gathered.set(key, permission);
    const { Description } = rule;
    if (rule.CidrIpv4 !== undefined) permission.IpRanges.push({ CidrIp: rule.CidrIpv4, Description });
    else if (rule.CidrIpv6 !== undefined) permission.Ipv6Ranges.push({ CidrIpv6: rule.CidrIpv6, Description });
    else if (rule.PrefixListId !== undefined) permission.PrefixListIds.push({ PrefixListId: rule.PrefixListId, Description });
    else {
      const { GroupId, UserId = owner } = rule.ReferencedGroupInfo ?? {};
      permission.UserIdGroupPairs.push({ GroupId, UserId, Description });
    }
  }
  return [...gathered.values()];
}
