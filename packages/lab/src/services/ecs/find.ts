import { lastPart } from '../../ecs/arns';
import { clientError, clusterInactive, clusterNotFound, invalidParameter, serviceNotFound } from '../../ecs/errors';
import type { ClusterRecord, ContainerInstanceRecord, ServiceRecord, TaskDefinitionRecord, TaskRecord } from '../../ecs/records';
import type { Ecs } from './ecs';

/** An ACTIVE cluster by name or ARN; default: `default`. */
export function findCluster({ control }: Ecs, cluster: string | undefined): ClusterRecord {
  const found = control.tables.clusters.get(control.arns.cluster(cluster));
  if (found === undefined) {
    throw clusterNotFound();
  }
  if (found.status !== 'ACTIVE') {
    throw clusterInactive();
  }
  return found;
}

/** The long ARN of a task by its id or ARN, whose id must have the length of one. */
export function taskArn({ control }: Ecs, cluster: string | undefined, task: string): string {
  checkIdLength('taskId', task);
  return control.arns.task(cluster, task);
}

/** The long ARN of a container instance by its id or ARN, whose id must have the length of one. */
export function instanceArn({ control }: Ecs, cluster: string | undefined, instance: string): string {
  checkIdLength('instanceId', instance);
  return control.arns.containerInstance(cluster, instance);
}

// 32 hexadecimal digits, and the UUIDs of before 2018
function checkIdLength(name: string, idOrArn: string): void {
  if (![32, 36].includes(lastPart(idOrArn).length)) {
    throw invalidParameter(`${name} length should be one of [32,36]`);
  }
}

export function findService(ecs: Ecs, cluster: string | undefined, service: string | undefined): ServiceRecord {
  const { clusterArn } = findCluster(ecs, cluster);
  const found = ecs.control.tables.services.get(ecs.control.arns.service(cluster, service ?? ''));
  if (found === undefined || found.clusterArn !== clusterArn) {
    throw serviceNotFound();
  }
  return found;
}

/** An instance that is still registered, by id or ARN. */
export function findInstance(ecs: Ecs, cluster: string | undefined, instance: string | undefined): ContainerInstanceRecord {
  const { clusterArn } = findCluster(ecs, cluster);
  const found = ecs.control.book.instance(instanceArn(ecs, cluster, instance ?? ''));
  if (found === undefined || found.clusterArn !== clusterArn || found.status === 'INACTIVE') {
    throw invalidParameter(`Referenced container instance ${instance ?? ''} not found.`);
  }
  return found;
}

export function findTask(ecs: Ecs, cluster: string | undefined, task: string | undefined): TaskRecord {
  const { clusterArn } = findCluster(ecs, cluster);
  const found = ecs.control.book.get(taskArn(ecs, cluster, task ?? ''));
  if (found === undefined || found.clusterArn !== clusterArn) {
    throw invalidParameter('The referenced task was not found.');
  }
  return found;
}

/** By ARN, `family:revision`, or family alone for its newest active revision. */
export function lookUpTaskDefinition({ control }: Ecs, text: string | undefined): TaskDefinitionRecord | undefined {
  const [, family = '', revision] = /^(?:arn:[^/]+\/)?([^:]+)(?::(\d+))?$/.exec(text ?? '') ?? [];
  const byRevision = (number: number) => control.tables.taskDefinitions.get(control.arns.taskDefinition(family, number));
  if (revision !== undefined) {
    return byRevision(Number(revision));
  }
  for (let number = control.tables.revisions.get(family) ?? 0; number > 0; number--) {
    const found = byRevision(number);
    if (found?.status === 'ACTIVE') {
      return found;
    }
  }
  return undefined;
}

/** One that tasks can be started from. A deregistered one is refused by tasks and by services with different errors, as on AWS. */
export function findTaskDefinition(ecs: Ecs, text: string | undefined, inactive = clientError): TaskDefinitionRecord {
  const found = lookUpTaskDefinition(ecs, text);
  if (found === undefined) {
    throw clientError('TaskDefinition not found.');
  }
  if (found.status !== 'ACTIVE') {
    throw inactive('TaskDefinition is inactive');
  }
  return found;
}
