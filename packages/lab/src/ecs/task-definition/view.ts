import type { ContainerDefinition, TaskDefinition, TaskOverride } from '@aws-sdk/client-ecs';
import type { TaskDefinitionRecord } from '../records';
import { date } from '../task/view';
import { without } from '../without';

/** A task definition as `DescribeTaskDefinition` shows it. */
export function taskDefinitionView(record: TaskDefinitionRecord): TaskDefinition {
  const { registeredAt, deregisteredAt, deleteRequestedAt } = record;
  return {
    ...without(record, 'tags'),
    containerDefinitions: [...record.containerDefinitions],
    requiresAttributes: [...record.requiresAttributes],
    compatibilities: [...record.compatibilities],
    registeredAt: date(registeredAt),
    deregisteredAt: date(deregisteredAt),
    deleteRequestedAt: date(deleteRequestedAt),
  };
}

/** The definition with a task's overrides in it: what the agent is to run. */
export function overridden(record: TaskDefinitionRecord, overrides: TaskOverride): TaskDefinition {
  const view = taskDefinitionView(record);
  return {
    ...view,
    cpu: overrides.cpu ?? view.cpu,
    memory: overrides.memory ?? view.memory,
    taskRoleArn: overrides.taskRoleArn ?? view.taskRoleArn,
    executionRoleArn: overrides.executionRoleArn ?? view.executionRoleArn,
    containerDefinitions: record.containerDefinitions.map((container): ContainerDefinition => {
      const override = overrides.containerOverrides?.find(({ name }) => name === container.name) ?? {};
      const replaced = new Set((override.environment ?? []).map(({ name }) => name));
      return {
        ...container,
        command: override.command ?? container.command,
        cpu: override.cpu ?? container.cpu,
        memory: override.memory ?? container.memory,
        memoryReservation: override.memoryReservation ?? container.memoryReservation,
        environment: [...(container.environment ?? []).filter(({ name }) => !replaced.has(name)), ...(override.environment ?? [])],
        environmentFiles: override.environmentFiles ?? container.environmentFiles,
        resourceRequirements: override.resourceRequirements ?? container.resourceRequirements,
      };
    }),
  };
}
