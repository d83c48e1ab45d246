/** What one rule of a security group lets through, with the addresses of a referenced group in place of the group. */
export interface PacketRule {
  readonly direction: 'in' | 'out';
  /** `-1` is every protocol; else `tcp`, `udp`, `icmp` or a protocol number. */
  readonly protocol: string;
  /** Ports of tcp and udp; type and code of icmp, -1 for any. */
  readonly from?: number;
  readonly to?: number;
  /** An IPv4 range. */
  readonly cidr: string;
}

/**
 * The rules as input of `iptables-restore` for the namespace of a task whose interface is `eth0`: stateful, nothing else passes.
 * `inner` is the interface to the task's own instance, which security groups do not see, and `resolver` the address that answers names,
 * which they do not see either.
 */
export function packetFilter(rules: readonly PacketRule[], inner: string, resolver: string): string {
  return [
    '*filter', ':INPUT DROP [0:0]', ':FORWARD DROP [0:0]', ':OUTPUT DROP [0:0]',
    '-A INPUT -i lo -j ACCEPT', '-A OUTPUT -o lo -j ACCEPT',
    '-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT', '-A OUTPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
    `-A OUTPUT -o ${inner} -j ACCEPT`,
    ...['udp', 'tcp'].map((protocol) => `-A OUTPUT -o eth0 -d ${resolver}/32 -p ${protocol} --dport 53 -j ACCEPT`),
    ...rules.map(line), 'COMMIT', '',
  ].join('\n');
}

/** Chains of the lab's own in an instance's `mangle` table: it comes before the engine's DNAT, and nobody else uses it there. */
export const INSTANCE_CHAINS = { in: 'ECS-LAB-IN', out: 'ECS-LAB-OUT' } as const;

/** Rules that lead into the chains. */
export const JUMPS = [`PREROUTING -i eth0 -j ${INSTANCE_CHAINS.in}`, `POSTROUTING -o eth0 -j ${INSTANCE_CHAINS.out}`] as const;
const COMMIT = 'COMMIT\n';

/**
 * The rules as input of `iptables-restore --noflush` for an instance whose interface is `eth0`: stateful, what passes goes on to the other
 * rules of the instance, the rest is dropped.
 * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
 */
export function instanceFilter(rules: readonly PacketRule[]): string {
  const { in: ingress, out: egress } = INSTANCE_CHAINS;
  return [
    '*mangle', `:${ingress} - [0:0]`, `:${egress} - [0:0]`,
    ...[ingress, egress].map((chain) => `-A ${chain} -m conntrack --ctstate RELATED,ESTABLISHED -j RETURN`),
    ...rules.map((rule) => `-A ${rule.direction === 'in' ? `${ingress} -s` : `${egress} -d`} ${rule.cidr}${match(rule)} -j RETURN`),
    ...[ingress, egress].map((chain) => `-A ${chain} -j DROP`), COMMIT,
  ].join('\n');
}

/** The same for a machine that has just been made and has nothing in the table yet: all in one step. */
export const firstInstanceFilter = (filter: string): string =>
  filter.replace(new RegExp(`${COMMIT}$`), [...JUMPS.map((jump) => `-A ${jump}`), COMMIT].join('\n'));

function line(rule: PacketRule): string {
  const [chain, device, peer] = rule.direction === 'in' ? ['INPUT', '-i', '-s'] : ['OUTPUT', '-o', '-d'];
  return `-A ${chain} ${device} eth0 ${peer} ${rule.cidr}${match(rule)} -j ACCEPT`;
}

function match({ protocol, from = -1, to = -1 }: PacketRule): string {
  if (protocol === '-1') return '';
  const name = protocol === 'icmpv6' ? '58' : protocol;
  if ((protocol === 'tcp' || protocol === 'udp') && from >= 0 && to >= 0) return ` -p ${name} --dport ${from}:${to}`;
  // for icmp the two are type and code
  return protocol === 'icmp' && from >= 0 ? ` -p icmp --icmp-type ${to >= 0 ? `${from}/${to}` : from}` : ` -p ${name}`;
}
