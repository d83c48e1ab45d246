import type { ContainerDefinition, LinuxParameters, TaskDefinition } from '@aws-sdk/client-ecs';
import type Dockerode from 'dockerode';

const MIB = 1_048_576;
/** The agent never lets the engine fall back to its default of 1024. */
const LEAST_SHARES = 2;
const MOST_SHARES = 262_144;
const LEAST_MEMORY = 4 * MIB;

export interface ResourceInput {
  readonly container: ContainerDefinition;
  readonly definition: TaskDefinition;
  /** Engine names of the task's containers, by their names in the task definition. */
  readonly dockerNames: Readonly<Record<string, string>>;
}

/** The parts of a container's `HostConfig` that do not depend on the task's identity. */
export function hostConfig({ container, definition, dockerNames }: ResourceInput): Dockerode.HostConfig {
  const { memory, memoryReservation, cpu = 0 } = container;
  return {
    CpuShares: Math.min(MOST_SHARES, Math.max(LEAST_SHARES, cpu)),
    Memory: memory === undefined ? undefined : Math.max(LEAST_MEMORY, memory * MIB),
    MemoryReservation: memoryReservation === undefined ? undefined : memoryReservation * MIB,
    NetworkMode: definition.networkMode ?? 'bridge',
    Privileged: container.privileged,
    ReadonlyRootfs: container.readonlyRootFilesystem,
    Dns: container.dnsServers,
    DnsSearch: container.dnsSearchDomains,
    ExtraHosts: container.extraHosts?.map(({ hostname, ipAddress }) => `${hostname ?? ''}:${ipAddress ?? ''}`),
    SecurityOpt: container.dockerSecurityOptions,
    Ulimits: container.ulimits?.map(({ name, softLimit, hardLimit }) => ({ Name: name, Soft: softLimit, Hard: hardLimit })),
    Sysctls: container.systemControls === undefined || container.systemControls.length === 0
      ? undefined
      : Object.fromEntries(container.systemControls.map(({ namespace = '', value = '' }) => [namespace, value])),
    Links: container.links?.map((link) => engineLink(link, dockerNames)),
    VolumesFrom: container.volumesFrom?.map(({ sourceContainer = '', readOnly }) =>
      `${dockerNames[sourceContainer] ?? sourceContainer}${readOnly === true ? ':ro' : ''}`),
    ...linuxConfig(container.linuxParameters, memory),
  };
}

/** `name[:alias]` of the task definition to `<engine name>:<alias>`. */
function engineLink(link: string, dockerNames: Readonly<Record<string, string>>): string {
  const [name = '', alias = name] = link.split(':');
  return `${dockerNames[name] ?? name}:${alias}`;
}

function linuxConfig(linux: LinuxParameters = {}, memory: number | undefined): Dockerode.HostConfig {
  return {
    Init: linux.initProcessEnabled,
    CapAdd: linux.capabilities?.add,
    CapDrop: linux.capabilities?.drop,
    ShmSize: linux.sharedMemorySize === undefined ? undefined : linux.sharedMemorySize * MIB,
    MemorySwap: linux.maxSwap === undefined || memory === undefined ? undefined : (memory + linux.maxSwap) * MIB,
    MemorySwappiness: linux.swappiness,
    Devices: linux.devices?.map(({ hostPath = '', containerPath, permissions }) => ({
      PathOnHost: hostPath,
      PathInContainer: containerPath ?? hostPath,
      CgroupPermissions: (permissions ?? ['read', 'write', 'mknod']).map((permission) => permission.charAt(0)).join(''),
    })),
    Tmpfs: linux.tmpfs === undefined ? undefined : Object.fromEntries(linux.tmpfs.map(({ containerPath = '', size, mountOptions = [] }) =>
      [containerPath, [`size=${size ?? 0}m`, ...mountOptions].join(',')])),
  };
}
