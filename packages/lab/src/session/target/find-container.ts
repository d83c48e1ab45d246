import type { FoundTask } from '../../ecs/find-task';
import type { ContainerRecord } from '../../ecs/records';
import { AwsError } from '../../gateway/aws-error';
import type { ExecDependencies } from './exec-target';

/** Reads `ecs:<cluster>_<task id>_<runtime id>`; cluster names may hold underscores. */
export function readTarget(target: string): { readonly cluster: string; readonly task: string; readonly runtimeId: string } | undefined {
  const [, cluster, task, runtimeId] = /^ecs:(.+)_([^_]+)_([^_]+)$/.exec(target) ?? [];
  return cluster === undefined || task === undefined || runtimeId === undefined ? undefined : { cluster, task, runtimeId };
}

/** The container that such a target names, where it is there. */
export function findContainer(
  target: string, { findTask }: Pick<ExecDependencies, 'findTask'>,
): { readonly found: FoundTask; readonly container: ContainerRecord } | undefined {
  const names = readTarget(target);
  if (names === undefined) return undefined;
  try {
    const found = findTask(names.cluster, names.task);
    const container = found?.task.containers.find(({ runtimeId }) => runtimeId === names.runtimeId);
    return found === undefined || container === undefined ? undefined : { found, container };
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}
