import type { ContainerInstance } from '@aws-sdk/client-ecs';
import { providersOf } from '../../ecs/capacity/providers';
import { instanceView } from '../../ecs/instance/view';
import type { ContainerInstanceRecord } from '../../ecs/records';
import type { Access } from '../../gateway/operation';
import { allow, inCluster, resourceTags } from './access';
import type { Ecs } from './ecs';

/** An instance with all that its view needs. */
export function describeInstance({ control }: Ecs, instance: ContainerInstanceRecord, include: readonly string[] = []): ContainerInstance {
  const cluster = control.tables.clusters.get(instance.clusterArn);
  return instanceView(instance, {
    candidate: control.book.candidate(instance),
    tasks: control.book.liveOn(instance.containerInstanceArn),
    providers: cluster === undefined ? [] : providersOf(cluster, control.tables),
    tags: include.includes('TAGS'),
    health: include.includes('CONTAINER_INSTANCE_HEALTH'),
  });
}

/** A permission on container instances, each by its ARN. */
export function onInstances(ecs: Ecs, action: string, cluster: string | undefined, instances: readonly string[] = []): readonly Access[] {
  return instances.map((instance) => {
    const arn = ecs.control.arns.containerInstance(cluster, instance);
    return allow(action, arn, { ...inCluster(ecs, cluster), ...resourceTags(ecs.control.book.instance(arn)?.tags) });
  });
}
