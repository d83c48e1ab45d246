import type { ContainerDefinition, TaskOverride } from '@aws-sdk/client-ecs';
import type { TaskPayload } from '../../../ecs/agent-port';

/** The container as this task runs it: the task definition's with the overrides of RunTask. */
export function withOverrides(container: ContainerDefinition, overrides: TaskOverride = {}): ContainerDefinition {
  const override = overrides.containerOverrides?.find(({ name }) => name === container.name);
  if (override === undefined) {
    return container;
  }
  const replaced = new Set(override.environment?.map(({ name }) => name));
  return {
    ...container,
    command: override.command ?? container.command,
    cpu: override.cpu ?? container.cpu,
    memory: override.memory ?? container.memory,
    memoryReservation: override.memoryReservation ?? container.memoryReservation,
    environment: [...(container.environment ?? []).filter(({ name }) => !replaced.has(name)), ...override.environment ?? []],
    environmentFiles: override.environmentFiles ?? container.environmentFiles,
    resourceRequirements: override.resourceRequirements ?? container.resourceRequirements,
  };
}

/** The containers of a task, overrides applied. */
export const containersOf = ({ task, taskDefinition }: TaskPayload): readonly ContainerDefinition[] =>
  (taskDefinition.containerDefinitions ?? []).map((container) => withOverrides(container, task.overrides));

export const taskRoleOf = ({ task, taskDefinition }: TaskPayload): string | undefined =>
  task.overrides?.taskRoleArn ?? taskDefinition.taskRoleArn;

export const executionRoleOf = ({ task, taskDefinition }: TaskPayload): string | undefined =>
  task.overrides?.executionRoleArn ?? taskDefinition.executionRoleArn;

/** The last part of a task's ARN: 32 hex digits. */
export const taskIdOf = (taskArn: string): string => taskArn.split('/').at(-1) ?? taskArn;
