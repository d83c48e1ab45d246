import type { SetInstanceHealthQuery } from '@aws-sdk/client-auto-scaling';
import { autoScalingOperation, findMember, type AutoScaling } from './autoscaling';
import { validation } from './errors';

/** An instance that is called unhealthy is terminated and replaced. */
export const setInstanceHealth = (autoScaling: AutoScaling) => autoScalingOperation<SetInstanceHealthQuery, object>(
  'SetInstanceHealth', ['InstanceId', 'HealthStatus', 'ShouldRespectGracePeriod'], (input) => {
    const { group, member } = findMember(autoScaling, input.InstanceId);
    if (input.HealthStatus !== 'Healthy' && input.HealthStatus !== 'Unhealthy') {
      throw validation(`Instance health status ${input.HealthStatus ?? ''} is not valid: use Healthy or Unhealthy`);
    }
    const healthy = input.HealthStatus === 'Healthy';
    autoScaling.tables.groups.put(group.name, {
      ...group, members: group.members.map((known) => (known.instanceId === member.instanceId ? { ...known, healthy } : known)),
    });
    autoScaling.controller.reconcile(group.name);
    return {};
  });
