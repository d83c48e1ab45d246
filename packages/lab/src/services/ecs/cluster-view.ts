import type { Cluster, ClusterField } from '@aws-sdk/client-ecs';
import type { ClusterRecord } from '../../ecs/records';
import { attachmentsOf } from './cluster-attachments';
import type { Ecs } from './ecs';

/** A cluster as `DescribeClusters` shows it with these parts included. */
export function clusterView(ecs: Ecs, cluster: ClusterRecord, include: readonly ClusterField[] = []): Cluster {
  const { control } = ecs;
  const tasks = control.book.ofCluster(cluster.clusterArn);
  const running = tasks.filter(({ lastStatus, desiredStatus }) => lastStatus === 'RUNNING' && desiredStatus === 'RUNNING').length;
  const pending = tasks.filter(({ lastStatus }) => lastStatus === 'PENDING' || lastStatus === 'PROVISIONING').length;
  const services = control.tables.services.list().filter(({ clusterArn, status }) => clusterArn === cluster.clusterArn && status !== 'INACTIVE');
  const count = (status: string) => String(services.filter((service) => service.status === status).length);
  return {
    clusterArn: cluster.clusterArn,
    clusterName: cluster.clusterName,
    status: cluster.status,
    registeredContainerInstancesCount: control.book.candidates(cluster.clusterArn).length,
    runningTasksCount: running,
    pendingTasksCount: pending,
    activeServicesCount: Number(count('ACTIVE')),
    statistics: include.includes('STATISTICS')
      ? Object.entries({
        runningEC2TasksCount: String(running), runningFargateTasksCount: '0', pendingEC2TasksCount: String(pending), pendingFargateTasksCount: '0',
        activeEC2ServiceCount: count('ACTIVE'), activeFargateServiceCount: '0', drainingEC2ServiceCount: count('DRAINING'),
        drainingFargateServiceCount: '0',
      }).map(([name, value]) => ({ name, value }))
      : [],
    tags: include.includes('TAGS') ? [...cluster.tags] : [],
    settings: include.includes('SETTINGS') ? [...cluster.settings] : [],
    configuration: include.includes('CONFIGURATIONS') ? cluster.configuration : undefined,
    capacityProviders: [...cluster.capacityProviders],
    defaultCapacityProviderStrategy: [...cluster.defaultCapacityProviderStrategy],
    attachments: include.includes('ATTACHMENTS') ? attachmentsOf(ecs, cluster) : undefined,
    attachmentsStatus: include.includes('ATTACHMENTS') && cluster.capacityProviders.length > 0 ? 'UPDATE_COMPLETE' : undefined,
  };
}

/** With everything: what creating and changing a cluster answers. */
export const WHOLE_CLUSTER: readonly ClusterField[] = ['CONFIGURATIONS', 'SETTINGS', 'TAGS'];
