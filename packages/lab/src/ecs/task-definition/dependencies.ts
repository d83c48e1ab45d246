import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { clientError } from '../errors';

const CONDITIONS = ['START', 'COMPLETE', 'SUCCESS', 'HEALTHY'];

/** Containers wait only for others of the task, for something that can happen, and never in a circle. */
export function checkDependencies(containers: readonly ContainerDefinition[]): void {
  const byName = new Map(containers.map((container) => [container.name, container]));
  for (const container of containers) {
    for (const { containerName, condition } of container.dependsOn ?? []) {
      const dependency = byName.get(containerName);
      if (dependency === undefined || dependency === container) {
        throw clientError(`Container '${container.name ?? ''}' cannot depend on '${containerName ?? ''}'; allowed are the other containers of the task.`);
      }
      if (!CONDITIONS.includes(condition ?? '')) {
        throw clientError(`The dependency condition '${condition ?? ''}' is not valid; allowed are ${CONDITIONS.join(', ')}.`);
      }
      if ((condition === 'SUCCESS' || condition === 'COMPLETE') && (dependency.essential ?? true)) {
        throw clientError('A dependency container with SUCCESS or COMPLETE condition cannot be an essential container');
      }
      if (condition === 'HEALTHY' && dependency.healthCheck === undefined) {
        throw clientError(`Container '${container.name ?? ''}' waits for '${containerName ?? ''}' to be HEALTHY, which needs a health check there.`);
      }
    }
  }
  const circle = containers.find(({ name }) => waitsFor(name, name, byName, new Set()));
  if (circle !== undefined) {
    throw clientError(`Container '${circle.name ?? ''}' waits for itself through its dependencies.`);
  }
}

function waitsFor(
  from: string | undefined, target: string | undefined, byName: ReadonlyMap<string | undefined, ContainerDefinition>, seen: Set<string | undefined>,
): boolean {
  return (byName.get(from)?.dependsOn ?? []).some(({ containerName }) => {
    if (containerName === target) {
      return true;
    }
    if (seen.has(containerName)) {
      return false;
    }
    seen.add(containerName);
    return waitsFor(containerName, target, byName, seen);
  });
}
