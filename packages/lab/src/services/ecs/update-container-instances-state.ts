import type {
  ContainerInstance, Failure, UpdateContainerInstancesStateRequest, UpdateContainerInstancesStateResponse,
} from '@aws-sdk/client-ecs';
import { invalidParameter } from '../../ecs/errors';
import { type Ecs, ecsOperation } from './ecs';
import { findCluster, instanceArn } from './find';
import { describeInstance, onInstances } from './instances';

/** DRAINING: no new task, service tasks move away, standalone ones stay. ACTIVE: everything is allowed again. */
export const updateContainerInstancesState = (ecs: Ecs) => ecsOperation<UpdateContainerInstancesStateRequest, UpdateContainerInstancesStateResponse>({
  name: 'UpdateContainerInstancesState',
  shape: { cluster: 'string', containerInstances: 'strings', status: 'string' },
  run({ cluster, containerInstances: asked = [], status }) {
    const { control } = ecs;
    const { clusterArn } = findCluster(ecs, cluster);
    if (status !== 'ACTIVE' && status !== 'DRAINING') {
      throw invalidParameter(`status is '${status ?? ''}'; allowed are ACTIVE and DRAINING.`);
    }
    if (asked.length === 0 || asked.length > 10) {
      throw invalidParameter(`There are ${asked.length} container instances; allowed are 1 to 10.`);
    }
    const containerInstances: ContainerInstance[] = [];
    const failures: Failure[] = [];
    for (const arn of asked.map((instance) => instanceArn(ecs, cluster, instance))) {
      const found = control.book.instance(arn);
      if (found?.clusterArn !== clusterArn || found.status === 'INACTIVE') {
        failures.push({ arn, reason: found?.status === 'INACTIVE' ? 'INACTIVE' : 'MISSING' });
        continue;
      }
      if (found.status !== status) {
        control.saveInstance({ ...found, status });
      }
      containerInstances.push(describeInstance(ecs, control.book.instance(arn) ?? found));
    }
    return { containerInstances, failures };
  },
  access: ({ cluster, containerInstances }) => onInstances(ecs, 'UpdateContainerInstancesState', cluster, containerInstances),
});
