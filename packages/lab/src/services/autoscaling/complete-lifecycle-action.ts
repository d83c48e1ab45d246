import type { CompleteLifecycleActionAnswer, CompleteLifecycleActionType } from '@aws-sdk/client-auto-scaling';
import { autoScalingOperation, type AutoScaling } from './autoscaling';
import { validation } from './errors';
import { findAction } from './lifecycle-action';

/** Lets an instance go that a hook holds; a termination goes on whatever the result. */
export const completeLifecycleAction = (autoScaling: AutoScaling) => autoScalingOperation<CompleteLifecycleActionType, CompleteLifecycleActionAnswer>(
  'CompleteLifecycleAction', ['AutoScalingGroupName', 'LifecycleHookName', 'LifecycleActionToken', 'LifecycleActionResult', 'InstanceId'], (input) => {
    const { LifecycleActionResult: result } = input;
    if (result !== 'CONTINUE' && result !== 'ABANDON') throw validation(`LifecycleActionResult ${result ?? '(none)'} is not valid; allowed are CONTINUE and ABANDON`);
    const { group, member, action } = findAction(autoScaling, input);
    autoScaling.controller.waits.complete(group, member, action.hook, result);
    return {};
  });
