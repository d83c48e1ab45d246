import type { LifecycleHook, PutLifecycleHookType } from '@aws-sdk/client-auto-scaling';
import { autoScalingOperation, findGroup, type AutoScaling } from './autoscaling';
import { validation } from './errors';
import { noticeHook, testNotice } from './hook-notice';
import { DEFAULT_HEARTBEAT, globalTimeout, TRANSITIONS } from './lifecycle';

/** Puts a hook on a group, or changes it: instances that launch or terminate from now on wait for it. */
export const putLifecycleHook = (autoScaling: AutoScaling) => autoScalingOperation<PutLifecycleHookType, object>(
  'PutLifecycleHook', ['AutoScalingGroupName', 'LifecycleHookName', 'LifecycleTransition', 'HeartbeatTimeout', 'DefaultResult', 'NotificationTargetARN',
    'NotificationMetadata', 'RoleARN'], (input) => {
    const group = findGroup(autoScaling, input.AutoScalingGroupName);
    const name = input.LifecycleHookName ?? '';
    const old = group.hooks.find(({ LifecycleHookName }) => LifecycleHookName === name);
    const transition = input.LifecycleTransition ?? old?.LifecycleTransition;
    if (!/^[A-Za-z0-9\-_/]{1,255}$/.test(name)) {
      throw validation(`LifecycleHookName ${JSON.stringify(name)} must have 1 to 255 letters, digits, hyphens, underscores and slashes`);
    }
    if (!TRANSITIONS.some((known) => known === transition)) {
      throw validation(`LifecycleTransition ${transition ?? '(none)'} is not valid; allowed are ${TRANSITIONS.join(' and ')}`);
    }
    const { NotificationTargetARN: target = old?.NotificationTargetARN, RoleARN: role = old?.RoleARN } = input;
    if (target && !/^arn:aws:sns:/.test(target)) {
      throw validation(`NotificationTargetARN ${target} is not supported by this lab: hooks notify SNS topics only`);
    }
    if (target && !role) throw validation('RoleARN is required where a NotificationTargetARN is given');
    const heartbeat = input.HeartbeatTimeout ?? old?.HeartbeatTimeout ?? DEFAULT_HEARTBEAT;
    if (heartbeat < 30 || heartbeat > 7_200) throw validation(`HeartbeatTimeout ${heartbeat} must be 30 to 7200 seconds`);
    const hook: LifecycleHook = {
      AutoScalingGroupName: group.name, LifecycleHookName: name, LifecycleTransition: transition, HeartbeatTimeout: heartbeat,
      GlobalTimeout: globalTimeout(heartbeat), DefaultResult: resultOf(input.DefaultResult ?? old?.DefaultResult ?? 'ABANDON'),
      ...(target && { NotificationTargetARN: target }), ...(role && { RoleARN: role }),
      ...(input.NotificationMetadata && { NotificationMetadata: input.NotificationMetadata }),
    };
    const others = group.hooks.filter(({ LifecycleHookName }) => LifecycleHookName !== name);
    autoScaling.tables.groups.put(group.name, { ...group, hooks: [...others, hook] });
    void noticeHook(autoScaling.lab, group, hook, testNotice(group));
    return {};
  });

function resultOf(given: string): string {
  if (given !== 'CONTINUE' && given !== 'ABANDON') throw validation(`DefaultResult ${given} is not valid; allowed are CONTINUE and ABANDON`);
  return given;
}
