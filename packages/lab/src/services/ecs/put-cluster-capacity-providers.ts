import type { PutClusterCapacityProvidersRequest, PutClusterCapacityProvidersResponse } from '@aws-sdk/client-ecs';
import { lastPart } from '../../ecs/arns';
import { checkStrategy } from '../../ecs/capacity/choose';
import type { ClusterRecord } from '../../ecs/records';
import { AwsError } from '../../gateway/aws-error';
import { onCluster } from './access';
import { checkedProviders, refuseShared } from './capacity-providers';
import { changedAttachments } from './cluster-attachments';
import { WHOLE_CLUSTER, clusterView } from './cluster-view';
import { type Ecs, ecsOperation } from './ecs';
import { findCluster } from './find';
import { CAPACITY_STRATEGY } from './input/common-shapes';

/** Replaces the providers and the default strategy of a cluster. */
export const putClusterCapacityProviders = (ecs: Ecs) => ecsOperation<PutClusterCapacityProvidersRequest, PutClusterCapacityProvidersResponse>({
  name: 'PutClusterCapacityProviders',
  shape: { cluster: 'string', capacityProviders: 'strings', defaultCapacityProviderStrategy: CAPACITY_STRATEGY },
  run({ cluster, capacityProviders, defaultCapacityProviderStrategy }) {
    const found = findCluster(ecs, cluster);
    const providers = checkedProviders(ecs, capacityProviders ?? []);
    const strategy = (defaultCapacityProviderStrategy ?? []).map((item) => ({ ...item, capacityProvider: lastPart(item.capacityProvider ?? '') }));
    checkStrategy(strategy, providers);
    refuseShared(ecs, providers, found.clusterArn);
    refuseRemovalOfUsed(ecs, found, providers);
    const record = { ...found, capacityProviders: providers, defaultCapacityProviderStrategy: strategy };
    ecs.control.tables.clusters.put(record.clusterArn, record);
    ecs.control.touch(record.clusterArn);
    return { cluster: { ...clusterView(ecs, record, WHOLE_CLUSTER), ...changedAttachments(ecs, found, record) } };
  },
  access: ({ cluster }) => onCluster(ecs, 'PutClusterCapacityProviders', cluster),
});

function refuseRemovalOfUsed({ control }: Ecs, cluster: ClusterRecord, kept: readonly string[]): void {
  const removed = cluster.capacityProviders.filter((name) => !kept.includes(name));
  const used = new Set([
    ...control.tables.services.list()
      .filter(({ clusterArn, status }) => clusterArn === cluster.clusterArn && status !== 'INACTIVE')
      .flatMap(({ capacityProviderStrategy = [] }) => capacityProviderStrategy.map(({ capacityProvider }) => capacityProvider)),
    ...control.book.ofCluster(cluster.clusterArn)
      .filter(({ lastStatus }) => lastStatus !== 'STOPPED')
      .map(({ capacityProviderName }) => capacityProviderName),
  ]);
  if (removed.some((name) => used.has(name))) {
    throw new AwsError('ResourceInUseException', 'The specified capacity provider is in use and cannot be removed.');
  }
}
