import type Dockerode from 'dockerode';
import { ID_LABEL, labelFilter, objectName } from '../docker/labels';
import { removeContainer, removeNetwork, removeVolume } from '../docker/reaper';
import type { VpcNetworks } from '../network/vpc-networks';
import type { AdoptedInstance } from './machine';
import { ADDRESS_LABEL, CIDR_LABEL, isHalfMade, listMachines, SUBNET_LABEL, VPC_LABEL } from './machine-container';

/** Takes over the machines of an earlier run of a lab. Those that ended or were never finished are removed, with what only they used. */
export async function adoptMachines(docker: Dockerode, lab: string, networks: VpcNetworks): Promise<AdoptedInstance[]> {
  const machines = await listMachines(docker, lab);
  const useless = machines.filter(isHalfMade);
  await Promise.all(useless.map(({ Id }) => removeContainer(docker, Id)));
  const alive = machines.filter((machine) => !isHalfMade(machine)).map(({ Labels: labels }) => ({
    instanceId: labels[ID_LABEL]!, privateIpAddress: labels[ADDRESS_LABEL]!,
    subnetId: labels[SUBNET_LABEL]!, vpcId: labels[VPC_LABEL]!, cidr: labels[CIDR_LABEL]!,
  }));
  await removeUnused(docker, lab, alive);
  await Promise.all(alive.map(async ({ instanceId, ...subnet }) => (await networks.acquire(subnet, instanceId)).routed));
  return alive.map(({ instanceId, privateIpAddress, subnetId, vpcId }) => ({ instanceId, privateIpAddress, subnetId, vpcId }));
}

async function removeUnused(docker: Dockerode, lab: string, alive: readonly AdoptedInstance[]): Promise<void> {
  const [vpcs, subnets] = [new Set(alive.map(({ vpcId }) => vpcId)), new Set(alive.map(({ subnetId }) => subnetId))];
  const volumes = new Set(alive.map(({ instanceId }) => objectName(lab, instanceId)));
  const routers = await docker.listContainers({ all: true, filters: { label: labelFilter(lab, 'router') } });
  await Promise.all(routers.filter(({ Labels }) => !vpcs.has(Labels[ID_LABEL]!)).map(({ Id }) => removeContainer(docker, Id)));
  const unused = (await docker.listNetworks({ filters: { label: labelFilter(lab, 'subnet') } }))
    .filter(({ Labels }) => !subnets.has(Labels?.[ID_LABEL] ?? ''));
  for (const { Id } of unused) {
    // a router of a VPC that lives on may still be there
    const { Containers: containers } = await docker.getNetwork(Id).inspect() as Dockerode.NetworkInspectInfo;
    await Promise.all(Object.keys(containers ?? {}).map((container) => docker.getNetwork(Id).disconnect({ Container: container, Force: true })));
    await removeNetwork(docker, Id);
  }
  const { Volumes: known } = await docker.listVolumes({ filters: JSON.stringify({ label: labelFilter(lab, 'volume') }) });
  await Promise.all((known ?? []).filter(({ Name }) => !volumes.has(Name)).map(({ Name }) => removeVolume(docker, Name)));
}
