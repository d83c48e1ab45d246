import type { ClusterRecord } from '../records';
import type { EcsTables } from '../tables';
import type { Provider } from './choose';

/** The capacity providers that are associated with a cluster. */
export function providersOf(cluster: Pick<ClusterRecord, 'capacityProviders'>, tables: Pick<EcsTables, 'capacityProviders'>): readonly Provider[] {
  return tables.capacityProviders.list()
    .filter(({ name, status }) => status === 'ACTIVE' && cluster.capacityProviders.includes(name))
    .map(({ name, autoScalingGroupArn, managedScaling }) => ({
      name, autoScalingGroupName: groupName(autoScalingGroupArn), managedScaling: managedScaling.status === 'ENABLED' }));
}

/** The name in an Auto Scaling group's ARN; a name is its own. */
export function groupName(autoScalingGroupArn: string): string {
  return autoScalingGroupArn.replace(/^.*autoScalingGroupName\//, '');
}
