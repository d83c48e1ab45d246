import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import type { TaskPayload } from '../../../ecs/agent-port';

const PREFIX = 'com.amazonaws.ecs';
export const TASK_ARN_LABEL = `${PREFIX}.task-arn`;
export const CONTAINER_NAME_LABEL = `${PREFIX}.container-name`;

/** Labels of a task's container: the agent's own win over those of the task definition. */
export function containerLabels({ task, taskDefinition }: TaskPayload, container: ContainerDefinition): Record<string, string> {
  return {
    ...container.dockerLabels,
    [`${PREFIX}.cluster`]: task.clusterArn.split('/').at(-1) ?? '',
    [CONTAINER_NAME_LABEL]: container.name ?? '',
    [TASK_ARN_LABEL]: task.taskArn,
    [`${PREFIX}.task-definition-family`]: taskDefinition.family ?? '',
    [`${PREFIX}.task-definition-version`]: String(taskDefinition.revision ?? ''),
  };
}
