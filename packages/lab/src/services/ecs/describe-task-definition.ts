import type { DescribeTaskDefinitionRequest, DescribeTaskDefinitionResponse } from '@aws-sdk/client-ecs';
import { clientError } from '../../ecs/errors';
import { taskDefinitionView } from '../../ecs/task-definition/view';
import { allow } from './access';
import { type Ecs, ecsOperation } from './ecs';
import { lookUpTaskDefinition } from './find';

export const describeTaskDefinition = (ecs: Ecs) => ecsOperation<DescribeTaskDefinitionRequest, DescribeTaskDefinitionResponse>({
  name: 'DescribeTaskDefinition',
  shape: { taskDefinition: 'string', include: 'strings' },
  run({ taskDefinition, include = [] }) {
    const found = lookUpTaskDefinition(ecs, taskDefinition);
    if (found === undefined) {
      throw clientError('Unable to describe task definition.');
    }
    return { taskDefinition: taskDefinitionView(found), tags: include.includes('TAGS') ? [...found.tags] : undefined };
  },
  access: () => [allow('DescribeTaskDefinition', '*')],
});
