import type { ContainerDefinition, NetworkMode, PortMapping } from '@aws-sdk/client-ecs';
import { clientError } from '../errors';

/** The mappings as ECS stores them: protocol always there; host port the container's in host and awsvpc mode, 0 (dynamic) in bridge mode. */
export function normalisePortMappings(container: ContainerDefinition, mode: NetworkMode): PortMapping[] {
  const mappings = container.portMappings ?? [];
  if (mode === 'none' && mappings.length > 0) {
    throw clientError('Port mappings are not supported when networkMode=none.');
  }
  const normalised = mappings.map((mapping) => normalise(mapping, container.name ?? '', mode));
  checkRanges(normalised, container.name ?? '');
  return normalised;
}

/** Most ranges of one container. */
const MOST_RANGES = 100;

/** A container has a hundred ranges at most, and none that shares a port with another mapping of the same protocol. */
function checkRanges(mappings: readonly PortMapping[], container: string): void {
  const ranges = mappings.filter(({ containerPortRange }) => containerPortRange !== undefined);
  if (ranges.length > MOST_RANGES) {
    throw clientError(`The container '${container}' has ${ranges.length} port ranges; at most ${MOST_RANGES} are allowed.`);
  }
  const ends = ({ containerPort = 0, containerPortRange = `${containerPort}-${containerPort}` }: PortMapping) =>
    containerPortRange.split('-').map(Number) as [number, number];
  for (const range of ranges) {
    const [first, last] = ends(range);
    const other = mappings.find((one) => one !== range && one.protocol === range.protocol && ends(one)[0] <= last && ends(one)[1] >= first);
    if (other !== undefined) {
      throw clientError(`The containerPortRange ${range.containerPortRange} of the container '${container}' overlaps with the mapping of `
        + `${other.containerPortRange ?? other.containerPort}; a port can be in one port mapping of a container only.`);
    }
  }
}

/** One host port, one container: in every mode in which the containers of a task share their ports. */
export function checkHostPorts(containers: readonly ContainerDefinition[], mode: NetworkMode): void {
  const seen = new Set<string>();
  for (const { hostPort = 0, containerPort = 0, protocol = 'tcp' } of containers.flatMap(({ portMappings = [] }) => portMappings)) {
    const port = mode === 'awsvpc' ? containerPort : hostPort;
    const key = `${protocol.toUpperCase()} host port '${port}'`;
    if (port > 0 && seen.has(key)) {
      throw clientError(`${key} is mapped multiple times in task.`);
    }
    seen.add(key);
  }
}

function normalise(mapping: PortMapping, container: string, mode: NetworkMode): PortMapping {
  const { containerPort, containerPortRange, hostPort, protocol = 'tcp', ...rest } = mapping;
  if (protocol !== 'tcp' && protocol !== 'udp') {
    throw clientError(`Invalid 'protocol' setting for container '${container}'.`);
  }
  if (containerPortRange !== undefined) {
    checkRange(mapping, container, mode);
    return { containerPortRange, protocol, ...rest };
  }
  if (!isPort(containerPort, 1)) {
    throw clientError(`Invalid 'containerPort' setting for container '${container}'.`);
  }
  if (hostPort !== undefined && !isPort(hostPort, 0)) {
    throw clientError(`Invalid 'hostPort' setting for container '${container}'.`);
  }
  if (mode === 'bridge') {
    return { containerPort, hostPort: hostPort ?? 0, protocol, ...rest };
  }
  if (hostPort !== undefined && hostPort !== containerPort) {
    throw clientError(`When networkMode=${mode}, the host ports and container ports in port mappings must match.`);
  }
  return { containerPort, hostPort: containerPort, protocol, ...rest };
}

function checkRange({ containerPort, containerPortRange = '', hostPort }: PortMapping, container: string, mode: NetworkMode): void {
  if (containerPort !== undefined || hostPort !== undefined) {
    throw clientError('cannot specify both single port and port range');
  }
  if (mode !== 'bridge' && mode !== 'awsvpc') {
    throw clientError(`containerPortRange is not supported when networkMode=${mode}.`);
  }
  const [first, last] = (/^(\d+)-(\d+)$/.exec(containerPortRange) ?? []).slice(1).map(Number);
  if (!isPort(first, 1) || !isPort(last, 1) || first >= last) {
    throw clientError(`Invalid 'containerPortRange' setting for container '${container}'.`);
  }
}

function isPort(port: number | undefined, least: number): port is number {
  return port !== undefined && Number.isInteger(port) && port >= least && port <= 65535;
}
