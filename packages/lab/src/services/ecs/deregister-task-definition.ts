import type { DeregisterTaskDefinitionRequest, DeregisterTaskDefinitionResponse } from '@aws-sdk/client-ecs';
import { clientError } from '../../ecs/errors';
import { taskDefinitionView } from '../../ecs/task-definition/view';
import { allow } from './access';
import { type Ecs, ecsOperation } from './ecs';
import { lookUpTaskDefinition } from './find';

/** Running tasks and services go on; nothing new starts from it. */
export const deregisterTaskDefinition = (ecs: Ecs) => ecsOperation<DeregisterTaskDefinitionRequest, DeregisterTaskDefinitionResponse>({
  name: 'DeregisterTaskDefinition',
  shape: { taskDefinition: 'string' },
  run({ taskDefinition = '' }) {
    if (!/:\d+$/.test(taskDefinition)) {
      throw clientError(`The task definition '${taskDefinition}' has no revision; give family:revision or the ARN.`);
    }
    const found = lookUpTaskDefinition(ecs, taskDefinition);
    if (found === undefined) {
      throw clientError('The specified task definition does not exist.');
    }
    const record = found.status === 'ACTIVE' ? { ...found, status: 'INACTIVE' as const, deregisteredAt: ecs.control.now() } : found;
    ecs.control.tables.taskDefinitions.put(record.taskDefinitionArn, record);
    return { taskDefinition: taskDefinitionView(record) };
  },
  access: () => [allow('DeregisterTaskDefinition', '*')],
});
