import type Dockerode from 'dockerode';
import type { VpcResponders } from '../discovery/vpc-responders';
import { attachStreams } from '../docker/attach';
import { ID_LABEL, labelFilter, objectName } from '../docker/labels';
import { removeNetwork } from '../docker/reaper';
import { ensureSubnetNetwork, type Subnet } from './subnet-network';
import { Serial } from './serial';
import { resolverOf } from './addresses';
import { attachSubnet, detachSubnet, ensureRouter, removeRouter } from './vpc-router';

/** What the networks of a lab need to know. */
export interface VpcNetworksOptions {
  readonly docker: Dockerode;
  readonly lab: string;
  /** Image of routers: that of the instances. */
  readonly image: () => Promise<string>;
  /** Told which routers are to answer names. */
  readonly responders: Pick<VpcResponders, 'serve' | 'leave'>;
}

/** A place on a subnet that an instance has taken. */
export interface SubnetPlace {
  /** Name of the Docker network that stands for the subnet. */
  readonly network: string;
  /** Resolves when the VPC's router answers for the subnet. */
  readonly routed: Promise<void>;
}

/**
 * The VPCs of a lab on the machine: a Docker network a subnet and a router a VPC, made when the first instance comes and removed
 * when the last one goes. Docker's own address plan is never seen by an instance, so equal CIDR blocks do not collide.
 */
export class VpcNetworks {
  private readonly vpcs = new Map<string, Map<string, { readonly subnet: Subnet; readonly instances: Set<string> }>>();
  private readonly serial = new Serial();

  constructor(private readonly options: VpcNetworksOptions) {}

  /** Takes a place for an instance. It is given back with `release`, also when something fails after this. Can be repeated. */
  async acquire(subnet: Subnet, instanceId: string): Promise<SubnetPlace> {
    const { docker, lab } = this.options;
    this.instancesOf(subnet).add(instanceId);
    const network = this.serial.run(subnet.subnetId, () => ensureSubnetNetwork(docker, lab, subnet));
    const routed = this.serial.run(subnet.vpcId, () => this.route(subnet));
    // who awaits the place hears of it; until then it is nobody's
    routed.catch(() => undefined);
    await network;
    return { network: objectName(lab, subnet.subnetId), routed };
  }

  private async route(subnet: Subnet): Promise<void> {
    const { docker, lab, image, responders } = this.options;
    const router = await ensureRouter(docker, lab, subnet.vpcId, await image());
    const known = [...this.vpcs.get(subnet.vpcId)?.values() ?? []].map((entry) => entry.subnet);
    if (router.fresh) {
      responders.leave(subnet.vpcId);
    }
    for (const each of router.fresh ? known : [subnet]) {
      const network = await this.serial.run(each.subnetId, () => ensureSubnetNetwork(docker, lab, each));
      await attachSubnet(docker, router.container, network, each);
      await responders.serve(subnet.vpcId, resolverOf(each.cidr), () => attachStreams(router.container));
    }
  }

  /** Gives an instance's place back; removes the subnet's network and the VPC's router with their last user. Can be repeated. */
  async release(instanceId: string): Promise<void> {
    const places = [...this.vpcs.values()].flatMap((subnets) => [...subnets.values()]).filter(({ instances }) => instances.has(instanceId));
    for (const { subnet } of places) {
      await this.serial.run(subnet.vpcId, () => this.serial.run(subnet.subnetId, () => this.leave(subnet, instanceId)));
    }
  }

  private async leave(subnet: Subnet, instanceId: string): Promise<void> {
    const { docker, lab } = this.options;
    const subnets = this.vpcs.get(subnet.vpcId);
    const instances = subnets?.get(subnet.subnetId)?.instances;
    instances?.delete(instanceId);
    if (instances?.size) {
      return;
    }
    subnets?.delete(subnet.subnetId);
    if (subnets?.size) {
      await detachSubnet(docker, lab, subnet);
    } else {
      this.vpcs.delete(subnet.vpcId);
      this.options.responders.leave(subnet.vpcId);
      await removeRouter(docker, lab, subnet.vpcId);
    }
    const filters = { label: [...labelFilter(lab, 'subnet'), `${ID_LABEL}=${subnet.subnetId}`] };
    const networks = await docker.listNetworks({ filters });
    await Promise.all(networks.map(({ Id }) => removeNetwork(docker, Id)));
  }

  private instancesOf(subnet: Subnet): Set<string> {
    const subnets = this.vpcs.get(subnet.vpcId) ?? new Map<string, { subnet: Subnet; instances: Set<string> }>();
    this.vpcs.set(subnet.vpcId, subnets);
    const entry = subnets.get(subnet.subnetId) ?? { subnet, instances: new Set<string>() };
    subnets.set(subnet.subnetId, entry);
    return entry.instances;
  }
}
