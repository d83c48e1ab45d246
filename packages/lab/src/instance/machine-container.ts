import type Dockerode from 'dockerode';
import { compareVersions, type HostEngine } from '../docker/connect';
import { ID_LABEL, labelFilter, labelsOf, objectName } from '../docker/labels';
import { gatewayOf, hardwareAddressOf, hostNameOf, resolverOf, withPrefix } from '../network/addresses';
import { BOOT_PROGRAM } from './boot';
import type { InstanceSpec } from './fleet';
import type { EngineRights } from './rights';

/** Labels by which a machine is found again. */
export const ADDRESS_LABEL = 'ecs-lab.address';
export const SUBNET_LABEL = 'ecs-lab.subnet';
export const CIDR_LABEL = 'ecs-lab.cidr';
export const VPC_LABEL = 'ecs-lab.vpc';

/** Since this API version the hardware address belongs to the network and no longer to the container. */
const ENDPOINT_MAC_API_VERSION = '1.44';

export interface MachinePlace {
  readonly lab: string;
  readonly region: string;
  readonly image: string;
  /** By name: engines before 25 give a hardware address only to a network that is asked for by name. */
  readonly network: string;
  readonly rights: EngineRights;
  /** Input of `iptables-restore` that holds before the machine's first process runs. Default: everything passes. */
  readonly filter?: string;
}

/** Ending of a machine's name until its user data has run: one that still has it after a crash is half made. */
const STARTING = '-starting';

export const startingName = (lab: string, instanceId: string): string => `${objectName(lab, instanceId)}${STARTING}`;

export const isHalfMade = ({ Names, State }: Dockerode.ContainerInfo): boolean =>
  State !== 'running' || Names.some((name) => name.endsWith(STARTING));

/** Containers of a lab's machines, or of one of them, whatever their state. */
export function listMachines(docker: Dockerode, lab: string, instanceId?: string): Promise<Dockerode.ContainerInfo[]> {
  const label = [...labelFilter(lab, 'instance'), ...instanceId ? [`${ID_LABEL}=${instanceId}`] : []];
  return docker.listContainers({ all: true, filters: { label } });
}

/** Shell program that puts the filter $1 in force and then becomes the rest of its arguments. */
const filterFirst = 'printf %s "$1" | iptables-restore; shift; exec "$@"';

const filtered = (filter: string | undefined): readonly string[] => filter === undefined ? [] : ['/bin/sh', '-e', '-c', filterFirst, 'boot', filter];

/** Shell program that has names looked up at $1 and then becomes the rest of its arguments: what the machine's own engine hands on to containers. */
const resolverFirst = `echo "nameserver $1" > /etc/resolv.conf
shift
exec "$@"`;

const resolving = (cidr: string): readonly string[] => ['/bin/sh', '-e', '-c', resolverFirst, 'boot', resolverOf(cidr)];

/** What the engine is told to make a machine from. */
export function machineOptions(host: HostEngine, spec: InstanceSpec, place: MachinePlace): Dockerode.ContainerCreateOptions {
  const { lab, region, image, network, rights, filter } = place;
  const labels = {
    [ADDRESS_LABEL]: spec.privateIpAddress, [SUBNET_LABEL]: spec.subnetId, [CIDR_LABEL]: spec.subnetCidr, [VPC_LABEL]: spec.vpcId,
  };
  const hostName = hostNameOf(spec.privateIpAddress);
  const mac = hardwareAddressOf(spec.privateIpAddress);
  const onEndpoint = compareVersions(host.apiVersion, ENDPOINT_MAC_API_VERSION) >= 0;
  const options: Dockerode.ContainerCreateOptions & { readonly MacAddress?: string } = {
    name: startingName(lab, spec.instanceId),
    Image: image,
    Hostname: hostName,
    Cmd: [
      ...filtered(filter), ...resolving(spec.subnetCidr),
      BOOT_PROGRAM, withPrefix(spec.privateIpAddress, spec.subnetCidr), gatewayOf(spec.subnetCidr), hostName, region,
    ],
    Labels: labelsOf(lab, 'instance', spec.instanceId, labels),
    ...onEndpoint ? {} : { MacAddress: mac },
    HostConfig: {
      ...rights,
      NetworkMode: network,
      Mounts: [{
        Type: 'volume', Source: objectName(lab, spec.instanceId), Target: '/var/lib/docker',
        VolumeOptions: { NoCopy: true, Labels: labelsOf(lab, 'volume', spec.instanceId), DriverConfig: { Name: 'local', Options: {} } },
      }],
    },
    NetworkingConfig: { EndpointsConfig: { [network]: onEndpoint ? { MacAddress: mac } : {} } },
  };
  return options;
}
