import type { Lab } from '../lab';
import { EcsArns } from './arns';
import { clusterInactive, clusterNotFound } from './errors';
import type { ClusterRecord, TaskDefinitionRecord, TaskRecord } from './records';
import { ecsTables } from './tables';

/** A task with what it belongs to. */
export interface FoundTask {
  readonly task: TaskRecord;
  readonly cluster: ClusterRecord;
  readonly taskDefinition: TaskDefinitionRecord | undefined;
}

/**
 * Finds a task by cluster (name or ARN; default: `default`) and task id or ARN.
 * `undefined` when the cluster has no such task; throws `ClusterNotFoundException` when there is no such cluster, or when it was deleted.
 */
export function findTask(lab: Pick<Lab, 'store' | 'accountId' | 'region'>, cluster: string | undefined, task: string): FoundTask | undefined {
  const arns = new EcsArns(lab);
  const tables = ecsTables(lab);
  const record = tables.clusters.get(arns.cluster(cluster));
  if (record === undefined) {
    throw clusterNotFound();
  }
  if (record.status === 'INACTIVE') {
    throw clusterInactive();
  }
  const found = tables.tasks.get(arns.task(cluster, task));
  if (found === undefined || found.clusterArn !== record.clusterArn) {
    return undefined;
  }
  return { task: found, cluster: record, taskDefinition: tables.taskDefinitions.get(found.taskDefinitionArn) };
}
