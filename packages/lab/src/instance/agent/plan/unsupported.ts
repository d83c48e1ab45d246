import type { ContainerDefinition, TaskDefinition } from '@aws-sdk/client-ecs';
import { ContainerFailure } from './container-failure';
import { foreignVolume } from './volumes';

const MODES: readonly string[] = ['awsvpc', 'bridge', 'host', 'none'];

/** Throws what a task asks for and the lab's agent does not do: a task is never started with less than it asked for. */
export function refuseUnsupported(definition: TaskDefinition, container: ContainerDefinition): void {
  const has = (list: readonly unknown[] | undefined) => (list?.length ?? 0) > 0;
  const mode = definition.networkMode ?? 'bridge';
  const foreign = (definition.volumes ?? []).map(foreignVolume).find((kind) => kind !== undefined);
  const refused: readonly (readonly [boolean, string, string])[] = [
    [!MODES.includes(mode), `network mode '${mode}'`, `use one of ${MODES.join(', ')}`],
    [definition.proxyConfiguration !== undefined, 'proxyConfiguration', 'leave it out'],
    [has(container.resourceRequirements), 'resourceRequirements', 'leave them out'],
    [container.repositoryCredentials !== undefined, 'repositoryCredentials', 'load the image with "ecs-lab image load"'],
    [container.firelensConfiguration !== undefined || container.logConfiguration?.logDriver === 'awsfirelens', 'FireLens', 'use the awslogs log driver'],
    [foreign !== undefined, `volumes of the kind '${foreign ?? ''}'`, 'use a path of the instance or a volume of its engine'],
  ];
  const found = refused.find(([applies]) => applies);
  if (found) {
    throw new ContainerFailure('ResourceInitializationError', `container '${container.name ?? ''}': this lab does not support ${found[1]}: ${found[2]}`);
  }
}
