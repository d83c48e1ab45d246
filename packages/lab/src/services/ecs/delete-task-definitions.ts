import type { DeleteTaskDefinitionsRequest, DeleteTaskDefinitionsResponse, Failure, TaskDefinition } from '@aws-sdk/client-ecs';
import { invalidParameter } from '../../ecs/errors';
import type { TaskDefinitionRecord } from '../../ecs/records';
import { taskDefinitionView } from '../../ecs/task-definition/view';
import { allow, resourceTags, taskDefinitionUse } from './access';
import { type Ecs, ecsOperation } from './ecs';
import { lookUpTaskDefinition } from './find';

const STILL_ACTIVE = 'The specified task definition is still in ACTIVE status. Please deregister the target and try again.';

/** Removes deregistered definitions as soon as no task and no service uses them. */
export const deleteTaskDefinitions = (ecs: Ecs) => ecsOperation<DeleteTaskDefinitionsRequest, DeleteTaskDefinitionsResponse>({
  name: 'DeleteTaskDefinitions',
  shape: { taskDefinitions: 'strings' },
  run({ taskDefinitions: names = [] }) {
    if (names.length === 0 || names.length > 10) {
      throw invalidParameter(`There are ${names.length} task definitions; allowed are 1 to 10.`);
    }
    const taskDefinitions: TaskDefinition[] = [];
    const failures: Failure[] = [];
    for (const name of names) {
      const found = lookUpTaskDefinition(ecs, name);
      if (found === undefined) {
        failures.push({ arn: taskDefinitionUse(ecs, name).arn, reason: 'The specified task definition does not exist. Specify a valid account, '
          + 'family, revision and try again.' });
      } else if (found.status === 'ACTIVE') {
        failures.push({ arn: found.taskDefinitionArn, reason: STILL_ACTIVE });
      } else {
        taskDefinitions.push(taskDefinitionView(remove(ecs, found)));
      }
    }
    return { taskDefinitions, failures };
  },
  access: ({ taskDefinitions = [] }) => taskDefinitions.map((name) => {
    const { arn, tags } = taskDefinitionUse(ecs, name);
    return allow('DeleteTaskDefinitions', arn, resourceTags(tags));
  }),
});

function remove({ control }: Ecs, found: TaskDefinitionRecord): TaskDefinitionRecord {
  const { tables } = control;
  const arn = found.taskDefinitionArn;
  const deleted: TaskDefinitionRecord = { ...found, status: 'DELETE_IN_PROGRESS', deleteRequestedAt: found.deleteRequestedAt ?? control.now() };
  const isUsed = tables.tasks.list().some(({ taskDefinitionArn, lastStatus }) => taskDefinitionArn === arn && lastStatus !== 'STOPPED')
    || tables.services.list().some(({ deployments }) => deployments.some(({ taskDefinitionArn }) => taskDefinitionArn === arn));
  if (isUsed) {
    tables.taskDefinitions.put(arn, deleted);
  } else {
    tables.taskDefinitions.delete(arn);
  }
  return deleted;
}
