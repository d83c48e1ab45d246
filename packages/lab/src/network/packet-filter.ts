/** What one rule of a security group lets through, with the addresses of a referenced group in place of the group. */
export interface PacketRule {
  readonly direction: 'in' | 'out';
  /** `-1` is every protocol; else `tcp`, `udp`, `icmp` or a protocol number. */
  readonly protocol: string;
  /** Ports, for tcp and udp only. */
  readonly from?: number;
  readonly to?: number;
  /** An IPv4 range. */
  readonly cidr: string;
}

/**
 * The rules as input of `iptables-restore` for the namespace of a task whose interface is `eth0`: stateful, nothing else passes.
 * `inner` is the interface to the task's own instance, which security groups do not see.
 */
export function packetFilter(rules: readonly PacketRule[], inner: string): string {
  return [
    '*filter', ':INPUT DROP [0:0]', ':FORWARD DROP [0:0]', ':OUTPUT DROP [0:0]',
    '-A INPUT -i lo -j ACCEPT', '-A OUTPUT -o lo -j ACCEPT',
    '-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT', '-A OUTPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
    `-A OUTPUT -o ${inner} -j ACCEPT`,
    ...rules.map(line), 'COMMIT', '',
  ].join('\n');
}

function line({ direction, protocol, from, to, cidr }: PacketRule): string {
  const [chain, device, peer] = direction === 'in' ? ['INPUT', '-i', '-s'] : ['OUTPUT', '-o', '-d'];
  const match = protocol === '-1' ? '' : ` -p ${protocol}`;
  const ports = (protocol === 'tcp' || protocol === 'udp') && from !== undefined && to !== undefined ? ` --dport ${from}:${to}` : '';
  return `-A ${chain} ${device} eth0 ${peer} ${cidr}${match}${ports} -j ACCEPT`;
}
