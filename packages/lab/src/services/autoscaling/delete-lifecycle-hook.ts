import type { DeleteLifecycleHookType } from '@aws-sdk/client-auto-scaling';
import { autoScalingOperation, findGroup, type AutoScaling } from './autoscaling';
import { validation } from './errors';

export const deleteLifecycleHook = (autoScaling: AutoScaling) => autoScalingOperation<DeleteLifecycleHookType, object>(
  'DeleteLifecycleHook', ['AutoScalingGroupName', 'LifecycleHookName'], (input) => {
    const group = findGroup(autoScaling, input.AutoScalingGroupName);
    const hooks = group.hooks.filter(({ LifecycleHookName }) => LifecycleHookName !== input.LifecycleHookName);
    if (hooks.length === group.hooks.length) throw validation(`No Lifecycle Hook found with name: ${input.LifecycleHookName ?? ''}`);
    autoScaling.tables.groups.put(group.name, { ...group, hooks });
    return {};
  });
