import type { ContainerDefinition } from '@aws-sdk/client-ecs';

export interface PortPlan {
  readonly ExposedPorts: Record<string, object>;
  readonly PortBindings: Record<string, { HostPort: string }[]>;
}

/**
 * Exposed ports and bindings as the agent gives them to the engine. In host mode they are given too and the engine ignores them;
 * in bridge mode a host port of 0 lets the engine choose one. awsvpc and none have no bindings.
 */
export function portPlan(container: ContainerDefinition, networkMode: string): PortPlan {
  const plan: PortPlan = { ExposedPorts: {}, PortBindings: {} };
  for (const { containerPort, hostPort, protocol = 'tcp' } of networkMode === 'none' ? [] : container.portMappings ?? []) {
    if (containerPort === undefined) {
      continue;
    }
    const key = `${containerPort}/${protocol}`;
    plan.ExposedPorts[key] = {};
    if (networkMode !== 'awsvpc') {
      const port = networkMode === 'host' ? containerPort : hostPort ?? 0;
      (plan.PortBindings[key] ??= []).push({ HostPort: port === 0 ? '' : String(port) });
    }
  }
  return plan;
}
