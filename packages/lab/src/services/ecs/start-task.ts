import type { Failure, StartTaskRequest, StartTaskResponse, Task } from '@aws-sdk/client-ecs';
import { invalidParameter } from '../../ecs/errors';
import { demandOf } from '../../ecs/placement/demand';
import { refusalOf } from '../../ecs/placement/place';
import { compileConstraints } from '../../ecs/placement/constraints';
import { architectureOf } from '../../ecs/service/pass';
import { createTask } from '../../ecs/task/create';
import { taskView } from '../../ecs/task/view';
import { allow, inCluster, resourceTags, taskDefinitionUse, withTags } from './access';
import { type Ecs, ecsOperation } from './ecs';
import { findCluster, instanceArn } from './find';
import { START_TASK } from './input/task-shape';
import { launchOrder } from './launch';

/** One task on each of the named instances, if it has room; no strategy and no constraint is asked. */
export const startTask = (ecs: Ecs) => ecsOperation<StartTaskRequest, StartTaskResponse>({
  name: 'StartTask',
  shape: START_TASK,
  run(input) {
    const { control } = ecs;
    const cluster = findCluster(ecs, input.cluster);
    const { containerInstances = [] } = input;
    if (containerInstances.length === 0 || containerInstances.length > 10) {
      throw invalidParameter(`There are ${containerInstances.length} container instances; allowed are 1 to 10.`);
    }
    const order = { ...launchOrder(ecs, cluster, input, 36), launchType: 'EC2' as const };
    const { group, definition } = order;
    const seeker = {
      demand: demandOf(definition, order.overrides), group, requiresAttributes: definition.requiresAttributes,
      constraint: compileConstraints([], group), zones: control.networks.zonesOf(order.networkConfiguration),
    };
    const tasks: Task[] = [];
    const failures: Failure[] = [];
    for (const arn of containerInstances.map((instance) => instanceArn(ecs, input.cluster, instance))) {
      const instance = control.book.instance(arn);
      const candidate = instance && control.book.candidate(instance);
      if (candidate === undefined || instance?.clusterArn !== cluster.clusterArn) {
        failures.push({ arn, reason: instance?.status === 'INACTIVE' ? 'INACTIVE' : 'MISSING' });
        continue;
      }
      const reason = refusalOf(seeker, candidate);
      if (reason !== undefined) {
        failures.push({ arn, reason });
        continue;
      }
      const task = createTask(order, {
        containerInstanceArn: arn, availabilityZone: candidate.attributes.get('ecs.availability-zone'), attributes: architectureOf(candidate),
      }, control.now(), control.ids);
      control.addTask(task);
      tasks.push(taskView(task));
    }
    return { tasks, failures };
  },
  access: ({ cluster, containerInstances = [], taskDefinition, overrides, tags }) => [
    ...containerInstances.flatMap((instance) => {
      const arn = ecs.control.arns.containerInstance(cluster, instance);
      return withTags('StartTask', allow('StartTask', arn, {
        ...inCluster(ecs, cluster), ...resourceTags(ecs.control.book.instance(arn)?.tags) }), tags, ecs.control.arns.task(cluster, '*'));
    }),
    ...taskDefinitionUse(ecs, taskDefinition, overrides).roles,
  ],
});
