import type { RegisterTaskDefinitionResponse } from '@aws-sdk/client-ecs';
import { AwsError } from '../../gateway/aws-error';
import { REGISTER_TASK_DEFINITION } from '../../services/ecs/input/task-definition-shape';
import type { Properties, ResourceHandler } from '../resource-handler';
import { apiTags, changeTags, except, toInput } from './ecs-properties';

const TYPE = 'AWS::ECS::TaskDefinition';

const inputOf = (properties: Properties) => toInput(TYPE, { ...REGISTER_TASK_DEFINITION }, except(properties, 'Tags'));

/** Every change but that of tags registers a new revision. */
export const ecsTaskDefinition: ResourceHandler = {
  typeName: TYPE,
  check: (properties) => void inputOf(properties),
  async create(properties, context) {
    const input = { family: context.generateName(255), ...inputOf(properties), tags: apiTags(properties, context) };
    const { taskDefinition } = await context.call<RegisterTaskDefinitionResponse>('ecs', 'RegisterTaskDefinition', input);
    const arn = taskDefinition?.taskDefinitionArn ?? '';
    context.created(arn);
    return { physicalId: arn, attributes: { TaskDefinitionArn: arn } };
  },
  async update(current, before, after, context) {
    await changeTags(current.physicalId, before, after, context);
    return current;
  },
  async delete({ physicalId }, _properties, context) {
    try {
      await context.call('ecs', 'DeregisterTaskDefinition', { taskDefinition: physicalId });
    } catch (error) {
      // gone already
      if (!(error instanceof AwsError) || error.code !== 'ClientException') {
        throw error;
      }
    }
  },
};
