import type { ContainerDefinition, PortMapping } from '@aws-sdk/client-ecs';

export interface PortPlan {
  readonly ExposedPorts: Record<string, object>;
  readonly PortBindings: Record<string, { HostPort: string }[]>;
}

/** The port mappings of a bridge-mode container whose host port the agent chooses. */
export const dynamicMappings = ({ portMappings = [] }: ContainerDefinition): readonly PortMapping[] =>
  portMappings.filter(({ containerPort, hostPort = 0 }) => containerPort !== undefined && hostPort === 0);

/**
 * Exposed ports and bindings as the agent gives them to the engine. In host mode they are given too and the engine ignores them;
 * in bridge mode `hostPorts` are those of `dynamicMappings`. awsvpc and none have no bindings.
 */
export function portPlan(container: ContainerDefinition, networkMode: string, hostPorts: readonly number[] = []): PortPlan {
  const plan: PortPlan = { ExposedPorts: {}, PortBindings: {} };
  if (networkMode === 'none' || networkMode === 'awsvpc') {
    return plan;
  }
  const dynamic = dynamicMappings(container);
  for (const mapping of container.portMappings ?? []) {
    const { containerPort, hostPort, protocol = 'tcp' } = mapping;
    if (containerPort === undefined) {
      continue;
    }
    const key = `${containerPort}/${protocol}`;
    const port = networkMode === 'host' ? containerPort : dynamic.includes(mapping) ? hostPorts[dynamic.indexOf(mapping)] : hostPort;
    plan.ExposedPorts[key] = {};
    (plan.PortBindings[key] ??= []).push({ HostPort: String(port ?? '') });
  }
  return plan;
}
