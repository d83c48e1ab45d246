import type { SetInstanceProtectionQuery } from '@aws-sdk/client-auto-scaling';
import { autoScalingOperation, findGroup, type AutoScaling } from './autoscaling';
import { validation } from './errors';

export const setInstanceProtection = (autoScaling: AutoScaling) => autoScalingOperation<SetInstanceProtectionQuery, object>(
  'SetInstanceProtection', ['AutoScalingGroupName', 'InstanceIds', 'ProtectedFromScaleIn'], (input) => {
    const group = findGroup(autoScaling, input.AutoScalingGroupName);
    const ids = input.InstanceIds ?? [];
    const missing = ids.find((id) => !group.members.some(({ instanceId }) => instanceId === id));
    if (missing !== undefined) throw validation(`The instance ${missing} is not part of Auto Scaling group ${group.name}.`);
    const protectedFromScaleIn = input.ProtectedFromScaleIn ?? false;
    autoScaling.tables.groups.put(group.name, {
      ...group, members: group.members.map((member) => (ids.includes(member.instanceId) ? { ...member, protectedFromScaleIn } : member)),
    });
    autoScaling.controller.reconcile(group.name);
    return {};
  });
