import type { ListContainerInstancesRequest, ListContainerInstancesResponse } from '@aws-sdk/client-ecs';
import { compileExpression } from '../../ecs/placement/constraints';
import { onCluster } from './access';
import { type Ecs, ecsOperation } from './ecs';
import { findCluster } from './find';
import { pageOf } from './paging';

/** Those that are registered, by status and by a cluster query. */
export const listContainerInstances = (ecs: Ecs) => ecsOperation<ListContainerInstancesRequest, ListContainerInstancesResponse>({
  name: 'ListContainerInstances',
  shape: { cluster: 'string', filter: 'string', nextToken: 'string', maxResults: 'integer', status: 'string' },
  run({ cluster, filter, status, ...paged }) {
    const { clusterArn } = findCluster(ecs, cluster);
    const query = filter === undefined ? () => true : compileExpression(filter);
    const found = ecs.control.book.candidates(clusterArn)
      .filter((candidate) => (status === undefined || candidate.status === status) && query(candidate));
    const { items, nextToken } = pageOf(found, paged);
    return { containerInstanceArns: items.map(({ containerInstanceArn }) => containerInstanceArn), nextToken };
  },
  access: ({ cluster }) => onCluster(ecs, 'ListContainerInstances', cluster),
});
