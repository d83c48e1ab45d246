import type Dockerode from 'dockerode';
import { ID_LABEL, labelFilter, labelsOf, objectName } from '../docker/labels';

/** A subnet of a VPC. */
export interface Subnet {
  readonly vpcId: string;
  readonly subnetId: string;
  /** For example `10.0.100.0/24`. */
  readonly cidr: string;
}

/** The Docker network of a subnet, made if it is not there. */
export async function ensureSubnetNetwork(docker: Dockerode, lab: string, subnet: Subnet): Promise<Dockerode.Network> {
  const label = [...labelFilter(lab, 'subnet'), `${ID_LABEL}=${subnet.subnetId}`];
  const [known] = await docker.listNetworks({ filters: { label } });
  if (known) {
    return docker.getNetwork(known.Id);
  }
  return docker.createNetwork({
    Name: objectName(lab, subnet.subnetId),
    CheckDuplicate: true,
    Driver: 'bridge',
    Labels: labelsOf(lab, 'subnet', subnet.subnetId, { 'ecs-lab.vpc': subnet.vpcId }),
    // the only way out is the VPC's router
    Options: { 'com.docker.network.bridge.enable_ip_masquerade': 'false' },
  });
}
