import type { ListClustersRequest, ListClustersResponse } from '@aws-sdk/client-ecs';
import { allow } from './access';
import { type Ecs, ecsOperation } from './ecs';
import { pageOf } from './paging';

export const listClusters = (ecs: Ecs) => ecsOperation<ListClustersRequest, ListClustersResponse>({
  name: 'ListClusters',
  shape: { maxResults: 'integer', nextToken: 'string' },
  run(paged) {
    const active = ecs.control.tables.clusters.list().filter(({ status }) => status === 'ACTIVE');
    const { items, nextToken } = pageOf(active, paged);
    return { clusterArns: items.map(({ clusterArn }) => clusterArn), nextToken };
  },
  access: () => [allow('ListClusters', '*')],
});
