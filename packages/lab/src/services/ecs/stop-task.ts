import type { StopTaskRequest, StopTaskResponse } from '@aws-sdk/client-ecs';
import { invalidParameter } from '../../ecs/errors';
import { taskView } from '../../ecs/task/view';
import { allow, inCluster, resourceTags } from './access';
import { type Ecs, ecsOperation } from './ecs';
import { findTask } from './find';

/** Wants the task stopped; the answer shows it as it is, before its containers have been told. */
export const stopTask = (ecs: Ecs) => ecsOperation<StopTaskRequest, StopTaskResponse>({
  name: 'StopTask',
  shape: { cluster: 'string', task: 'string', reason: 'string' },
  run({ cluster, task, reason = 'Task stopped by user' }) {
    const found = findTask(ecs, cluster, task);
    if (reason.length > 255) {
      throw invalidParameter(`reason has ${reason.length} characters; at most 255 are allowed.`);
    }
    return { task: taskView(ecs.control.stopTask(found, reason, 'UserInitiated')) };
  },
  access: ({ cluster, task = '' }) => {
    const arn = ecs.control.arns.task(cluster, task);
    return [allow('StopTask', arn, { ...inCluster(ecs, cluster), ...resourceTags(ecs.control.book.get(arn)?.tags) })];
  },
});
