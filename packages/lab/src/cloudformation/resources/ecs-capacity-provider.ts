import type { CreateCapacityProviderResponse, DescribeCapacityProvidersResponse } from '@aws-sdk/client-ecs';
import { AwsError } from '../../gateway/aws-error';
import { GROUP_PROVIDER } from '../../services/ecs/capacity-providers';
import { ResourceFailure } from '../resource-failure';
import type { Properties, ResourceContext, ResourceHandler } from '../resource-handler';
import { apiTags, changeTags, except, textOf, toInput } from './ecs-properties';

const TYPE = 'AWS::ECS::CapacityProvider';
const SHAPE = { autoScalingGroupProvider: GROUP_PROVIDER, managedInstancesProvider: 'unsupported', clusterName: 'unsupported' } as const;

const inputOf = (properties: Properties) => {
  const { autoScalingGroupProvider, ...others } = toInput(TYPE, SHAPE, except(properties, 'Name', 'Tags'));
  return { ...others, autoScalingGroupProvider: autoScalingGroupProvider as Record<string, unknown> | undefined };
};

async function find(name: string, context: ResourceContext) {
  const { capacityProviders = [] } = await context.call<DescribeCapacityProvidersResponse>('ecs', 'DescribeCapacityProviders', { capacityProviders: [name] });
  return capacityProviders[0];
}

export const ecsCapacityProvider: ResourceHandler = {
  typeName: TYPE,
  check: (properties) => void inputOf(properties),
  async create(properties, context) {
    const name = textOf(properties, 'Name') ?? context.generateName(255);
    await context.call<CreateCapacityProviderResponse>('ecs', 'CreateCapacityProvider', { ...inputOf(properties), name, tags: apiTags(properties, context) });
    context.created(name);
    return { physicalId: name, attributes: {} };
  },
  async update(current, before, after, context) {
    const [was, is] = [inputOf(before).autoScalingGroupProvider, inputOf(after).autoScalingGroupProvider];
    if (was?.['autoScalingGroupArn'] !== is?.['autoScalingGroupArn']) {
      throw new ResourceFailure(`AutoScalingGroupProvider.AutoScalingGroupArn of ${TYPE} cannot be changed; give the provider another logical id`);
    }
    const settings = Object.fromEntries(Object.entries(is ?? {}).filter(([member]) => member !== 'autoScalingGroupArn'));
    await context.call('ecs', 'UpdateCapacityProvider', { name: current.physicalId, autoScalingGroupProvider: settings });
    const arn = (await find(current.physicalId, context))?.capacityProviderArn ?? '';
    await changeTags(arn, before, after, context);
    return current;
  },
  async delete({ physicalId }, _properties, context) {
    if ((await find(physicalId, context))?.status !== 'ACTIVE') {
      return;
    }
    await context.call('ecs', 'DeleteCapacityProvider', { capacityProvider: physicalId });
    const after = await find(physicalId, context);
    if (after?.updateStatus === 'DELETE_FAILED') {
      throw new AwsError('ResourceConflict', after.updateStatusReason ?? `The capacity provider ${physicalId} cannot be deleted.`);
    }
  },
};
