import type { RecordLifecycleActionHeartbeatAnswer, RecordLifecycleActionHeartbeatType } from '@aws-sdk/client-auto-scaling';
import { autoScalingOperation, type AutoScaling } from './autoscaling';
import { findAction } from './lifecycle-action';

type Answer = RecordLifecycleActionHeartbeatAnswer;

/** Begins the hook's time-out anew, up to its global time-out. */
export const recordLifecycleActionHeartbeat = (autoScaling: AutoScaling) => autoScalingOperation<RecordLifecycleActionHeartbeatType, Answer>(
  'RecordLifecycleActionHeartbeat', ['AutoScalingGroupName', 'LifecycleHookName', 'LifecycleActionToken', 'InstanceId'], (input) => {
    const { group, member, action } = findAction(autoScaling, input);
    autoScaling.controller.waits.heartbeat(group, member, action.hook);
    return {};
  });
