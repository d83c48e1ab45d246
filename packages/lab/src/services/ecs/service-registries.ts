import type { ServiceRegistry } from '@aws-sdk/client-ecs';
import { invalidParameter } from '../../ecs/errors';
import type { TaskDefinitionRecord } from '../../ecs/records';
import type { InstanceRegistry, ServiceRegistryView } from '../../ecs/registry-port';

/** Refuses registries that the service's tasks could not be registered with. */
export function checkRegistries(
  registries: readonly ServiceRegistry[], definition: TaskDefinitionRecord, registry: InstanceRegistry | undefined,
): void {
  if (registries.length > 1) {
    throw invalidParameter(`serviceRegistries has ${registries.length} registries; one is allowed.`);
  }
  for (const given of registries) {
    const { registryArn = '' } = given;
    const found = registry?.find(registryArn);
    if (found === undefined) {
      throw invalidParameter(`The service registry ${JSON.stringify(registryArn)} does not exist; give the ARN of a Cloud Map service.`);
    }
    if (definition.networkMode === 'none') {
      throw invalidParameter(`A task with networkMode 'none' has no address to be registered with. Registry: ${registryArn}`);
    }
    const check = definition.networkMode === 'awsvpc' ? checkOfTask : checkOfInstance;
    check(given, found);
    checkContainer(given, definition);
  }
}

/** An awsvpc task has an address of its own: only SRV records need a port besides, its own or that of a container. */
function checkOfTask({ registryArn = '', port, containerName, containerPort }: ServiceRegistry, { recordTypes }: ServiceRegistryView): void {
  if (recordTypes.includes('SRV')) {
    const hasContainer = containerName !== undefined && containerPort !== undefined;
    if ((port !== undefined) === hasContainer) {
      throw invalidParameter("A service registry with SRV records needs either a value for 'port' or values for 'containerName' and "
        + `'containerPort'. Registry: ${registryArn}`);
    }
    return;
  }
  const [needless] = Object.entries({ port, containerPort }).find(([, value]) => value !== undefined) ?? [];
  if (needless !== undefined && recordTypes.length > 0) {
    throw invalidParameter(`The values specified for serviceRegistries do not require a value for '${needless}'. Remove the value and retry. `
      + `Registry: ${registryArn}`);
  }
}

/** A bridge or host task is found at its instance, by SRV records with the port that its container has there. */
function checkOfInstance({ registryArn = '', port, containerName, containerPort }: ServiceRegistry, { recordTypes }: ServiceRegistryView): void {
  if (containerName === undefined || containerPort === undefined) {
    throw invalidParameter("When specifying 'host' or 'bridge' for networkMode, values for 'containerName' and 'containerPort' must be specified "
      + `from the task definition. Registry: ${registryArn}`);
  }
  if (port !== undefined) {
    throw invalidParameter(`A value for 'port' is for networkMode 'awsvpc' only. Remove the value and retry. Registry: ${registryArn}`);
  }
  if (recordTypes.includes('A')) {
    throw invalidParameter(`When specifying 'host' or 'bridge' for networkMode, the service registry must have SRV records only. Registry: ${registryArn}`);
  }
}

function checkContainer({ containerName, containerPort }: ServiceRegistry, { containerDefinitions }: TaskDefinitionRecord): void {
  const container = containerDefinitions.find(({ name }) => name === containerName);
  if (containerName !== undefined && container === undefined) {
    throw invalidParameter(`The container ${containerName} does not exist in the task definition.`);
  }
  if (container !== undefined && containerPort !== undefined
    && !(container.portMappings ?? []).some((mapping) => mapping.containerPort === containerPort)) {
    throw invalidParameter(`The container ${container.name} did not have a container port ${containerPort} defined.`);
  }
}
