import type { ContainerDefinition, PortMapping } from '@aws-sdk/client-ecs';
import type { ReportedBinding } from '../../../ecs/agent-port';

export interface PortPlan {
  readonly ExposedPorts: Record<string, object>;
  readonly PortBindings: Record<string, { HostPort: string }[]>;
}

/** A host port that a container has, as the engine tells it. */
export interface PortBinding {
  readonly bindIP: string;
  readonly containerPort: number;
  readonly hostPort: number;
  readonly protocol: 'tcp' | 'udp';
}

/** The port mappings of a bridge-mode container whose host ports the agent chooses. */
export const dynamicMappings = ({ portMappings = [] }: ContainerDefinition): readonly PortMapping[] =>
  portMappings.filter(({ containerPort, containerPortRange, hostPort = 0 }) => (containerPort ?? containerPortRange) !== undefined && hostPort === 0);

/** The container's ports that a mapping is for. */
export function containerPorts({ containerPort = 0, containerPortRange }: PortMapping): { readonly first: number; readonly last: number } {
  const [first = containerPort, last = containerPort] = containerPortRange?.split('-').map(Number) ?? [];
  return { first, last };
}

/**
 * Exposed ports and bindings as the agent gives them to the engine. In host mode they are given too and the engine ignores them;
 * in bridge mode `hostPorts` are the first ones of `dynamicMappings`. awsvpc and none have no bindings.
 */
export function portPlan(container: ContainerDefinition, networkMode: string, hostPorts: readonly number[] = []): PortPlan {
  const plan: PortPlan = { ExposedPorts: {}, PortBindings: {} };
  if (networkMode === 'none' || networkMode === 'awsvpc') {
    return plan;
  }
  const dynamic = dynamicMappings(container);
  for (const mapping of container.portMappings ?? []) {
    const { first, last } = containerPorts(mapping);
    const start = networkMode === 'host' ? first : dynamic.includes(mapping) ? hostPorts[dynamic.indexOf(mapping)] : mapping.hostPort;
    for (let port = first; port > 0 && port <= last; port++) {
      const key = `${port}/${mapping.protocol ?? 'tcp'}`;
      plan.ExposedPorts[key] = {};
      (plan.PortBindings[key] ??= []).push({ HostPort: start === undefined ? '' : String(start + port - first) });
    }
  }
  return plan;
}

/** The bindings of a container as the agent tells them: one for each port, and one for a whole range of the definition. */
export function reportedBindings(bindings: readonly PortBinding[], { portMappings = [] }: ContainerDefinition): readonly ReportedBinding[] {
  const ranges = portMappings.filter(({ containerPortRange }) => containerPortRange !== undefined);
  const isOf = ({ containerPort, protocol }: PortBinding, range: PortMapping) => {
    const { first, last } = containerPorts(range);
    return protocol === (range.protocol ?? 'tcp') && containerPort >= first && containerPort <= last;
  };
  return [
    ...bindings.filter((binding) => !ranges.some((range) => isOf(binding, range))),
    ...ranges.flatMap((range) => {
      const { first, last } = containerPorts(range);
      return bindings.filter((binding) => isOf(binding, range) && binding.containerPort === first).map(({ bindIP, hostPort, protocol }) => ({
        bindIP, containerPortRange: range.containerPortRange, hostPortRange: `${hostPort}-${hostPort + last - first}`, protocol,
      }));
    }),
  ];
}
