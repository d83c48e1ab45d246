import type { ContainerInstance, DescribeContainerInstancesRequest, DescribeContainerInstancesResponse, Failure } from '@aws-sdk/client-ecs';
import { invalidParameter } from '../../ecs/errors';
import { type Ecs, ecsOperation } from './ecs';
import { findCluster, instanceArn } from './find';
import { describeInstance, onInstances } from './instances';

export const describeContainerInstances = (ecs: Ecs) => ecsOperation<DescribeContainerInstancesRequest, DescribeContainerInstancesResponse>({
  name: 'DescribeContainerInstances',
  shape: { cluster: 'string', containerInstances: 'strings', include: 'strings' },
  run({ cluster, containerInstances: asked = [], include }) {
    const { clusterArn } = findCluster(ecs, cluster);
    if (asked.length === 0) {
      throw invalidParameter('Container instances cannot be empty.');
    }
    if (asked.length > 100) {
      throw invalidParameter(`There are ${asked.length} container instances; at most 100 are allowed.`);
    }
    const containerInstances: ContainerInstance[] = [];
    const failures: Failure[] = [];
    for (const arn of asked.map((instance) => instanceArn(ecs, cluster, instance))) {
      const found = ecs.control.book.instance(arn);
      if (found?.clusterArn === clusterArn) {
        containerInstances.push(describeInstance(ecs, found, include));
      } else {
        failures.push({ arn, reason: 'MISSING' });
      }
    }
    return { containerInstances, failures };
  },
  access: ({ cluster, containerInstances }) => onInstances(ecs, 'DescribeContainerInstances', cluster, containerInstances),
});
