import type { DescribeLifecycleHooksAnswer, DescribeLifecycleHooksType } from '@aws-sdk/client-auto-scaling';
import { autoScalingOperation, findGroup, type AutoScaling } from './autoscaling';

export const describeLifecycleHooks = (autoScaling: AutoScaling) => autoScalingOperation<DescribeLifecycleHooksType, DescribeLifecycleHooksAnswer>(
  'DescribeLifecycleHooks', ['AutoScalingGroupName', 'LifecycleHookNames'], (input) => {
    const { hooks } = findGroup(autoScaling, input.AutoScalingGroupName);
    const names = input.LifecycleHookNames ?? [];
    return { LifecycleHooks: hooks.filter(({ LifecycleHookName }) => names.length === 0 || names.includes(LifecycleHookName ?? '')) };
  });
