import type { RegisterTaskDefinitionRequest, RegisterTaskDefinitionResponse } from '@aws-sdk/client-ecs';
import type { TaskDefinitionRecord } from '../../ecs/records';
import { registration } from '../../ecs/task-definition/register';
import { taskDefinitionView } from '../../ecs/task-definition/view';
import { allow, passRoles, withTags } from './access';
import { type Ecs, ecsOperation } from './ecs';
import { REGISTER_TASK_DEFINITION } from './input/task-definition-shape';
import { checkedTags } from './tags';

/** Gives the definition the next number of its family. */
export const registerTaskDefinition = (ecs: Ecs) => ecsOperation<RegisterTaskDefinitionRequest, RegisterTaskDefinitionResponse>({
  name: 'RegisterTaskDefinition',
  shape: REGISTER_TASK_DEFINITION,
  run(input, call) {
    const { tables, arns } = ecs.control;
    const checked = registration({ ...input, tags: [...checkedTags(input.tags)] }, ecs.lab.accountId);
    const revision = (tables.revisions.get(checked.family) ?? 0) + 1;
    const record: TaskDefinitionRecord = {
      ...checked, revision, taskDefinitionArn: arns.taskDefinition(checked.family, revision), registeredAt: ecs.control.now(),
      registeredBy: call.principal.arn,
    };
    tables.revisions.put(checked.family, revision);
    tables.taskDefinitions.put(record.taskDefinitionArn, record);
    return { taskDefinition: taskDefinitionView(record), tags: record.tags.length > 0 ? [...record.tags] : undefined };
  },
  access: ({ family = '', taskRoleArn, executionRoleArn, tags }) => [
    ...withTags('RegisterTaskDefinition', allow('RegisterTaskDefinition', ecs.control.arns.taskDefinition(family, '*')), tags),
    ...passRoles([taskRoleArn, executionRoleArn]),
  ],
});
