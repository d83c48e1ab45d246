import type { DescribeTasksRequest, DescribeTasksResponse, Failure, Task } from '@aws-sdk/client-ecs';
import { invalidParameter } from '../../ecs/errors';
import { taskView } from '../../ecs/task/view';
import { allow, inCluster, resourceTags } from './access';
import { type Ecs, ecsOperation } from './ecs';
import { findCluster, taskArn } from './find';

export const describeTasks = (ecs: Ecs) => ecsOperation<DescribeTasksRequest, DescribeTasksResponse>({
  name: 'DescribeTasks',
  shape: { cluster: 'string', tasks: 'strings', include: 'strings' },
  run({ cluster, tasks: asked = [], include = [] }) {
    const { clusterArn } = findCluster(ecs, cluster);
    if (asked.length === 0) {
      throw invalidParameter('Tasks cannot be empty.');
    }
    if (asked.length > 100) {
      throw invalidParameter(`There are ${asked.length} tasks; at most 100 are allowed.`);
    }
    const tasks: Task[] = [];
    const failures: Failure[] = [];
    for (const arn of asked.map((task) => taskArn(ecs, cluster, task))) {
      const found = ecs.control.book.get(arn);
      if (found?.clusterArn === clusterArn) {
        tasks.push(taskView(found, { tags: include.includes('TAGS') }));
      } else {
        failures.push({ arn, reason: 'MISSING' });
      }
    }
    return { tasks, failures };
  },
  access: ({ cluster, tasks = [] }) => tasks.map((task) => {
    const arn = ecs.control.arns.task(cluster, task);
    return allow('DescribeTasks', arn, { ...inCluster(ecs, cluster), ...resourceTags(ecs.control.book.get(arn)?.tags) });
  }),
});
