import type { DeleteCapacityProviderRequest, DeleteCapacityProviderResponse } from '@aws-sdk/client-ecs';
import { clientError } from '../../ecs/errors';
import type { CapacityProviderRecord } from '../../ecs/records';
import { allow, resourceTags } from './access';
import { providerView } from './capacity-providers';
import { type Ecs, ecsOperation } from './ecs';

/** Answers DELETE_IN_PROGRESS; what becomes of it is in `updateStatus`, as on AWS: a provider that a cluster still has is not deleted. */
export const deleteCapacityProvider = (ecs: Ecs) => ecsOperation<DeleteCapacityProviderRequest, DeleteCapacityProviderResponse>({
  name: 'DeleteCapacityProvider',
  shape: { capacityProvider: 'string', cluster: 'unsupported' },
  run({ capacityProvider = '' }) {
    const { tables, arns } = ecs.control;
    const found = tables.capacityProviders.get(arns.capacityProvider(capacityProvider));
    if (found?.status !== 'ACTIVE') {
      throw clientError('The specified capacity provider does not exist. Specify a valid name or ARN and try again.');
    }
    const cluster = tables.clusters.list().find(({ status, capacityProviders }) => status === 'ACTIVE' && capacityProviders.includes(found.name));
    const after: CapacityProviderRecord = cluster === undefined
      ? { ...found, status: 'INACTIVE', updateStatus: 'DELETE_COMPLETE', updateStatusReason: undefined }
      : {
        ...found, updateStatus: 'DELETE_FAILED',
        updateStatusReason: `The capacity provider cannot be deleted because it is associated with cluster: ${cluster.clusterName}. `
          + 'Remove the capacity provider from the cluster and try again.',
      };
    tables.capacityProviders.put(found.capacityProviderArn, after);
    return { capacityProvider: providerView({ ...found, updateStatus: 'DELETE_IN_PROGRESS', updateStatusReason: undefined }) };
  },
  access: ({ capacityProvider = '' }) => {
    const arn = ecs.control.arns.capacityProvider(capacityProvider);
    return [allow('DeleteCapacityProvider', arn, resourceTags(ecs.control.tables.capacityProviders.get(arn)?.tags))];
  },
});
