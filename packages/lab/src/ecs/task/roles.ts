import type { TaskDefinitionRecord } from '../records';

/** Whether ECS may take a role for a task: it is there and trusts `ecs-tasks.amazonaws.com`. */
export type RoleCheck = (roleArn: string) => boolean;

/** The first role that a task is to have and that ECS cannot take. */
export function unassumableRole(roles: Pick<TaskDefinitionRecord, 'taskRoleArn' | 'executionRoleArn'>, check: RoleCheck): string | undefined {
  return [roles.taskRoleArn, roles.executionRoleArn].find((role) => role !== undefined && !check(role));
}

/** AWS's words, as the answer of RunTask and in the event of a service. */
export const unassumableText = (roleArn: string): string => `ECS was unable to assume the role '${roleArn}' that was provided for this task. `
  + 'Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.';
