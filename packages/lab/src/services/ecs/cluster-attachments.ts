import { createHash } from 'node:crypto';
import type { Attachment, Cluster } from '@aws-sdk/client-ecs';
import { DRAINING_HOOK } from '../../ecs/capacity/managed-groups';
import type { CapacityProviderRecord, ClusterRecord } from '../../ecs/records';
import type { Ecs } from './ecs';

type AttachmentStatus = 'PRECREATED' | 'CREATED' | 'DELETING';

/** What ECS makes on the groups of a cluster's capacity providers: a scaling policy, and a lifecycle hook that drains. */
export function attachmentsOf(
  { control }: Ecs, cluster: ClusterRecord, status: (provider: string) => AttachmentStatus = () => 'CREATED',
): Attachment[] {
  return control.tables.capacityProviders.list()
    .filter((provider) => provider.status === 'ACTIVE' && cluster.capacityProviders.includes(provider.name))
    .flatMap((provider) => ofProvider(cluster, provider, status(provider.name)));
}

function ofProvider({ clusterArn }: ClusterRecord, provider: CapacityProviderRecord, status: AttachmentStatus): Attachment[] {
  const { name, capacityProviderArn, managedScaling, managedDraining } = provider;
  const attachment = (type: string, detail: string, value: string): Attachment => ({
    id: idOf(clusterArn, capacityProviderArn, type), type, status,
    details: [{ name: 'capacityProviderName', value: name }, { name: detail, value }],
  });
  return [
    ...managedScaling.status !== 'ENABLED' ? []
      : [attachment('as_policy', 'scalingPolicyName', `ECSManagedAutoScalingPolicy-${idOf(clusterArn, capacityProviderArn, 'scalingPolicyName')}`)],
    ...managedDraining !== 'ENABLED' ? [] : [attachment('managed_draining', 'autoScalingLifecycleHookName', DRAINING_HOOK)],
  ];
}

/** In the form of a UUID; the same for the same things. */
function idOf(...parts: readonly string[]): string {
  const hex = createHash('sha256').update(parts.join(' ')).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

/** How the answer to a change shows its attachments: those that come and go are on their way, and have arrived when it is asked again. */
export function changedAttachments(
  ecs: Ecs, before: Pick<ClusterRecord, 'capacityProviders'>, after: ClusterRecord,
): Pick<Cluster, 'attachments' | 'attachmentsStatus'> {
  const gone = before.capacityProviders.filter((name) => !after.capacityProviders.includes(name));
  const attachments = [
    ...attachmentsOf(ecs, { ...after, capacityProviders: gone }, () => 'DELETING'),
    ...attachmentsOf(ecs, after, (name) => before.capacityProviders.includes(name) ? 'CREATED' : 'PRECREATED'),
  ];
  const isOver = attachments.every(({ status }) => status === 'CREATED');
  return { attachments, attachmentsStatus: isOver ? 'UPDATE_COMPLETE' : 'UPDATE_IN_PROGRESS' };
}
