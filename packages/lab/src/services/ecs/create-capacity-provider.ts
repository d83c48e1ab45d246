import type { CreateCapacityProviderRequest, CreateCapacityProviderResponse } from '@aws-sdk/client-ecs';
import { clientError } from '../../ecs/errors';
import type { CapacityProviderRecord } from '../../ecs/records';
import { allow, withTags } from './access';
import { GROUP_PROVIDER, checkProtection, providerSettings, providerView } from './capacity-providers';
import { type Ecs, ecsOperation } from './ecs';
import { TAGS } from './input/common-shapes';
import { checkedTags } from './tags';

/** Nothing is scaled, drained or protected before a cluster has the provider. */
export const createCapacityProvider = (ecs: Ecs) => ecsOperation<CreateCapacityProviderRequest, CreateCapacityProviderResponse>({
  name: 'CreateCapacityProvider',
  shape: { name: 'string', cluster: 'unsupported', autoScalingGroupProvider: GROUP_PROVIDER, managedInstancesProvider: 'unsupported', tags: TAGS },
  async run({ name = '', autoScalingGroupProvider, tags }) {
    const { tables, arns } = ecs.control;
    if (!/^(?!aws|ecs|fargate)[A-Za-z0-9_-]{1,255}$/i.test(name)) {
      throw clientError('The specified capacity provider name is invalid. Up to 255 characters are allowed, including letters (upper and lowercase), '
        + 'numbers, underscores, and hyphens. The name cannot be prefixed with "aws", "ecs", or "fargate". Specify a valid name and try again.');
    }
    if (autoScalingGroupProvider?.autoScalingGroupArn === undefined) {
      throw clientError(`The capacity provider ${name} has no autoScalingGroupProvider.autoScalingGroupArn; give the ARN or the name of a group.`);
    }
    const settings = providerSettings(autoScalingGroupProvider);
    const group = await ecs.groups.find(autoScalingGroupProvider.autoScalingGroupArn);
    if (group === undefined) {
      throw clientError(`The specified Auto Scaling group ${autoScalingGroupProvider.autoScalingGroupArn} was not found. Specify an existing group and try again.`);
    }
    checkProtection(settings, group);
    const active = tables.capacityProviders.list().filter(({ status }) => status === 'ACTIVE');
    if (active.some((provider) => provider.name === name)) {
      throw clientError('The specified capacity provider already exists. To change the configuration of an existing capacity provider, '
        + 'update the capacity provider.');
    }
    if (active.some(({ autoScalingGroupArn }) => autoScalingGroupArn === group.arn)) {
      throw clientError('The specified Auto Scaling group ARN is already being used by another capacity provider. '
        + 'Specify a unique Auto Scaling group ARN and try again.');
    }
    const record: CapacityProviderRecord = {
      ...settings, capacityProviderArn: arns.capacityProvider(name), name, status: 'ACTIVE', autoScalingGroupArn: group.arn, tags: checkedTags(tags),
    };
    tables.capacityProviders.put(record.capacityProviderArn, record);
    return { capacityProvider: providerView(record, ['TAGS']) };
  },
  access: ({ name = '', tags }) => withTags('CreateCapacityProvider',
    allow('CreateCapacityProvider', ecs.control.arns.capacityProvider(name)), tags),
});
