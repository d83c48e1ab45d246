import type { DeleteLifecycleHookType } from '@aws-sdk/client-auto-scaling';
import { autoScalingOperation, findGroup, type AutoScaling } from './autoscaling';
import { validation } from './errors';

/** What the hook held goes on: a launch is abandoned, a termination continues. */
export const deleteLifecycleHook = (autoScaling: AutoScaling) => autoScalingOperation<DeleteLifecycleHookType, object>(
  'DeleteLifecycleHook', ['AutoScalingGroupName', 'LifecycleHookName'], (input) => {
    const group = findGroup(autoScaling, input.AutoScalingGroupName);
    const hooks = group.hooks.filter(({ LifecycleHookName }) => LifecycleHookName !== input.LifecycleHookName);
    const { tables, controller } = autoScaling;
    if (hooks.length === group.hooks.length) throw validation(`No Lifecycle Hook found with name: ${input.LifecycleHookName ?? ''}`);
    tables.groups.put(group.name, { ...group, hooks });
    controller.waits.hookRemoved(group.name, input.LifecycleHookName ?? '');
    return {};
  });
