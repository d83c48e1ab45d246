import { resolverOf } from '../../../network/addresses';
import type { PacketRule } from '../../../network/packet-filter';
import type { Ec2 } from '../ec2';
import type { InstanceRecord } from '../model';
import { packetRules } from '../security-groups/packet-rules';

type Filtering = Pick<Ec2, 'tables' | 'machines'>;

/** Has an instance let through what its security groups do now; look-ups of names are nothing that they decide. */
export function filterInstance(ec2: Filtering, { instanceId, networkInterfaceId, subnetId }: InstanceRecord): void {
  const subnet = ec2.tables.subnets.get(subnetId);
  if (networkInterfaceId === undefined || subnet === undefined) return;
  ec2.machines.filter(instanceId, [...lookUps(resolverOf(subnet.CidrBlock)), ...packetRules(ec2, networkInterfaceId)]);
}

const lookUps = (resolver: string): readonly PacketRule[] =>
  ['udp', 'tcp'].map((protocol) => ({ direction: 'out', protocol, from: 53, to: 53, cidr: `${resolver}/32` }));

/** To be told of every change of a group or of the addresses in one: the instances follow when the call that changed it has returned. */
export function instanceFilters(ec2: Filtering): () => void {
  let pending = false;
  return () => {
    if (pending) return;
    pending = true;
    queueMicrotask(() => {
      pending = false;
      for (const instance of ec2.tables.instances.list().filter(({ state }) => state === 'pending' || state === 'running')) filterInstance(ec2, instance);
    });
  };
}
