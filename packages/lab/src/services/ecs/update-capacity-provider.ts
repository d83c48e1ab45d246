import type { UpdateCapacityProviderRequest, UpdateCapacityProviderResponse } from '@aws-sdk/client-ecs';
import { clientError } from '../../ecs/errors';
import { allow, resourceTags } from './access';
import { MANAGED_SCALING, checkProtection, providerSettings, providerView } from './capacity-providers';
import { type Ecs, ecsOperation } from './ecs';

export const updateCapacityProvider = (ecs: Ecs) => ecsOperation<UpdateCapacityProviderRequest, UpdateCapacityProviderResponse>({
  name: 'UpdateCapacityProvider',
  shape: {
    name: 'string', cluster: 'unsupported', managedInstancesProvider: 'unsupported',
    autoScalingGroupProvider: { managedScaling: MANAGED_SCALING, managedTerminationProtection: 'string', managedDraining: 'string' },
  },
  async run({ name = '', autoScalingGroupProvider = {} }) {
    const { tables, arns } = ecs.control;
    const found = () => tables.capacityProviders.get(arns.capacityProvider(name));
    const before = found();
    const group = before && await ecs.groups.find(before.autoScalingGroupArn);
    // looked up again: it may have gone while Auto Scaling was asked
    const present = found();
    if (present?.status !== 'ACTIVE') {
      throw clientError('The specified capacity provider does not exist. Specify a valid name or ARN and try again.');
    }
    const settings = providerSettings(autoScalingGroupProvider, present);
    checkProtection(settings, group ?? { isProtected: false });
    const record = { ...present, ...settings, updateStatus: 'UPDATE_COMPLETE' };
    tables.capacityProviders.put(record.capacityProviderArn, record);
    // whoever keeps up the group looks when a cluster is looked at
    tables.clusters.list().filter(({ capacityProviders }) => capacityProviders.includes(present.name))
      .forEach(({ clusterArn }) => ecs.control.touch(clusterArn));
    return { capacityProvider: providerView({ ...record, updateStatus: 'UPDATE_IN_PROGRESS' }, ['TAGS']) };
  },
  access: ({ name = '' }) => {
    const arn = ecs.control.arns.capacityProvider(name);
    return [allow('UpdateCapacityProvider', arn, resourceTags(ecs.control.tables.capacityProviders.get(arn)?.tags))];
  },
});
