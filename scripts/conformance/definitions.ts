import type { ContainerDefinition, NetworkMode, PortMapping, RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';

export type Definition = RegisterTaskDefinitionCommandInput & { readonly family: string };

/** A container that sleeps and ends at once when it is told to. */
export function sleeper(name = 'main', extra: Partial<ContainerDefinition> = {}): ContainerDefinition {
  return {
    name, image: 'busybox', cpu: 16, memory: 16, essential: true, command: ['sleep', '3600'], linuxParameters: { initProcessEnabled: true }, ...extra,
  };
}

export function tcp(containerPort: number, hostPort?: number): PortMapping {
  return { containerPort, hostPort, protocol: 'tcp' };
}

/** A task that sleeps, in this network mode. */
export function sleeping(family: string, networkMode: NetworkMode | undefined, extra: Partial<ContainerDefinition> = {}): Definition {
  return { family, networkMode, containerDefinitions: [sleeper('main', extra)] };
}

/** A task with these containers. */
export function together(family: string, networkMode: NetworkMode, ...containerDefinitions: ContainerDefinition[]): Definition {
  return { family, networkMode, containerDefinitions };
}

/** nginx, listening on port 80 of its network namespace. */
export function nginx(family: string, networkMode: NetworkMode, portMappings?: PortMapping[], extra: Partial<ContainerDefinition> = {}): Definition {
  return {
    family, networkMode,
    containerDefinitions: [{ name: 'nginx', image: 'nginx:alpine', cpu: 64, memory: 64, essential: true, stopTimeout: 5, portMappings, ...extra }],
  };
}
