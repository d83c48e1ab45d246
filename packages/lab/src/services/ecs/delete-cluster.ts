import type { DeleteClusterRequest, DeleteClusterResponse } from '@aws-sdk/client-ecs';
import type { ClusterRecord } from '../../ecs/records';
import { AwsError } from '../../gateway/aws-error';
import { onCluster } from './access';
import { WHOLE_CLUSTER, clusterView } from './cluster-view';
import { type Ecs, ecsOperation } from './ecs';
import { findCluster } from './find';

/** Only an empty cluster can be deleted; it is shown as INACTIVE then. */
export const deleteCluster = (ecs: Ecs) => ecsOperation<DeleteClusterRequest, DeleteClusterResponse>({
  name: 'DeleteCluster',
  shape: { cluster: 'string' },
  run({ cluster }) {
    const found = findCluster(ecs, cluster);
    refuseUsed(ecs, found);
    const record: ClusterRecord = { ...found, status: 'INACTIVE', capacityProviders: [], defaultCapacityProviderStrategy: [] };
    ecs.control.tables.clusters.put(record.clusterArn, record);
    return { cluster: clusterView(ecs, record, WHOLE_CLUSTER) };
  },
  access: ({ cluster }) => onCluster(ecs, 'DeleteCluster', cluster),
});

function refuseUsed({ control }: Ecs, { clusterArn }: ClusterRecord): void {
  if (control.book.candidates(clusterArn).length > 0) {
    throw new AwsError('ClusterContainsContainerInstancesException',
      'The Cluster cannot be deleted while Container Instances are active or draining.');
  }
  if (control.tables.services.list().some((service) => service.clusterArn === clusterArn && service.status !== 'INACTIVE')) {
    throw new AwsError('ClusterContainsServicesException', 'The Cluster cannot be deleted while Services are active.');
  }
  if (control.book.ofCluster(clusterArn).some(({ lastStatus }) => lastStatus !== 'STOPPED')) {
    throw new AwsError('ClusterContainsTasksException', 'The Cluster cannot be deleted while Tasks are active.');
  }
}
