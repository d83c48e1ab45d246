import type Dockerode from 'dockerode';
import { ID_LABEL, labelFilter, labelsOf, objectName } from '../docker/labels';
import { overlaps, parseCidr } from './cidr';

/** A subnet of a VPC. */
export interface Subnet {
  readonly vpcId: string;
  readonly subnetId: string;
  /** For example `10.0.100.0/24`. */
  readonly cidr: string;
}

type Engine = Pick<Dockerode, 'listNetworks' | 'getNetwork' | 'createNetwork'>;

/** A VPC is at most a /16: this is around all of its subnets. */
const WIDEST_VPC = 2 ** 16;

/** The ranges that Docker itself takes networks from. */
const RANGES: readonly string[] = [
  ...Array.from({ length: 15 }, (_, index) => `172.${17 + index}.0.0/16`), ...Array.from({ length: 16 }, (_, index) => `192.168.${16 * index}.0/20`),
];

/**
 * The Docker network of a subnet, made if it is not there. Its own range is Docker's choice and nobody sees it, but it must lie outside of the
 * VPC: the router has the addresses of the VPC on its interfaces, and Docker gives it no interface in a range that it has a route to.
 */
export async function ensureSubnetNetwork(docker: Engine, lab: string, subnet: Subnet): Promise<Dockerode.Network> {
  const label = [...labelFilter(lab, 'subnet'), `${ID_LABEL}=${subnet.subnetId}`];
  const [known] = await docker.listNetworks({ filters: { label } });
  if (known) {
    return docker.getNetwork(known.Id);
  }
  const create = (range?: string) => docker.createNetwork({
    Name: objectName(lab, subnet.subnetId),
    CheckDuplicate: true,
    Driver: 'bridge',
    Labels: labelsOf(lab, 'subnet', subnet.subnetId, { 'ecs-lab.vpc': subnet.vpcId }),
    // the only way out is the VPC's router
    Options: { 'com.docker.network.bridge.enable_ip_masquerade': 'false' },
    ...(range !== undefined && { IPAM: { Config: [{ Subnet: range }] } }),
  });
  const chosen = await create();
  const { IPAM } = await chosen.inspect() as Dockerode.NetworkInspectInfo;
  if (!(IPAM?.Config ?? []).some(({ Subnet: range }) => range !== undefined && isNear(range, subnet.cidr))) {
    return chosen;
  }
  await chosen.remove();
  for (const range of RANGES.filter((one) => !isNear(one, subnet.cidr))) {
    try {
      return await create(range);
    } catch (error) {
      if (!/overlaps with other one/.test(error instanceof Error ? error.message : '')) throw error;
    }
  }
  throw new Error(`${subnet.subnetId} gets no network: every range that Docker takes networks from is in use or in the VPC of ${subnet.cidr}; `
    + 'remove networks that nobody needs with `docker network prune`, or give the VPC another range');
}

/** Whether a range has an address of the /16 around a subnet. */
function isNear(range: string, subnet: string): boolean {
  const { base } = parseCidr(subnet);
  return overlaps(parseCidr(range), { base: base - base % WIDEST_VPC, prefix: 16, size: WIDEST_VPC });
}
