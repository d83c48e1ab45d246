import type { Failure, ProtectedTask } from '@aws-sdk/client-ecs';
import { invalidParameter } from '../../ecs/errors';
import type { TaskRecord } from '../../ecs/records';
import { isProtected } from '../../ecs/task/protection';
import type { Access } from '../../gateway/operation';
import { allow, inCluster, resourceTags } from './access';
import type { Ecs } from './ecs';
import { findCluster } from './find';

/** Why a task can have no protection. */
const NOT_OF_A_SERVICE = 'TASK_NOT_VALID';

/** The tasks that are asked for, those of services apart from what cannot be protected. */
export function protectable(
  ecs: Ecs, cluster: string | undefined, asked: readonly string[], most: number,
): { readonly tasks: readonly TaskRecord[]; readonly failures: Failure[] } {
  const { clusterArn } = findCluster(ecs, cluster);
  if (asked.length === 0 || asked.length > most) {
    throw invalidParameter(`There are ${asked.length} tasks; allowed are 1 to ${most}.`);
  }
  const tasks: TaskRecord[] = [];
  const failures: Failure[] = [];
  for (const arn of asked.map((task) => ecs.control.arns.task(cluster, task))) {
    const found = ecs.control.book.get(arn);
    if (found?.clusterArn !== clusterArn) {
      failures.push({ arn, reason: 'MISSING' });
    } else if (found.serviceArn === undefined) {
      failures.push({ arn, reason: NOT_OF_A_SERVICE, detail: 'Task protection can only be set on tasks that are part of a service.' });
    } else {
      tasks.push(found);
    }
  }
  return { tasks, failures };
}

export function protectionView({ control }: Ecs, task: TaskRecord): ProtectedTask {
  const { taskArn, protectedUntil } = task;
  return isProtected(task, control.now()) && protectedUntil !== undefined
    ? { taskArn, protectionEnabled: true, expirationDate: new Date(protectedUntil) }
    : { taskArn, protectionEnabled: false };
}

/** A permission on each of the tasks. */
export function onTasks(ecs: Ecs, action: string, cluster: string | undefined, tasks: readonly string[] = []): readonly Access[] {
  return tasks.map((task) => {
    const arn = ecs.control.arns.task(cluster, task);
    return allow(action, arn, { ...inCluster(ecs, cluster), ...resourceTags(ecs.control.book.get(arn)?.tags) });
  });
}
