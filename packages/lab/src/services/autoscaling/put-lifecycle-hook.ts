import type { PutLifecycleHookType } from '@aws-sdk/client-auto-scaling';
import { autoScalingOperation, findGroup, type AutoScaling } from './autoscaling';
import { validation } from './errors';

/** The hook that ECS itself puts on a group for managed draining. */
const MANAGED_DRAINING_HOOK = 'ecs-managed-draining-termination-hook';

/** Records ECS's own draining hook: instances of the lab do not wait for it. Any other hook is refused. */
export const putLifecycleHook = (autoScaling: AutoScaling) => autoScalingOperation<PutLifecycleHookType, object>(
  'PutLifecycleHook', ['AutoScalingGroupName', 'LifecycleHookName', 'LifecycleTransition', 'HeartbeatTimeout', 'DefaultResult'], (input) => {
    const group = findGroup(autoScaling, input.AutoScalingGroupName);
    const name = input.LifecycleHookName ?? '';
    if (name !== MANAGED_DRAINING_HOOK) {
      throw validation(`lifecycle hook ${JSON.stringify(name)} is not supported by this lab: it has no hooks that wait, and records only ${MANAGED_DRAINING_HOOK}`);
    }
    autoScaling.tables.groups.put(group.name, {
      ...group,
      hooks: [...group.hooks.filter(({ LifecycleHookName }) => LifecycleHookName !== name), {
        AutoScalingGroupName: group.name, LifecycleHookName: name, LifecycleTransition: input.LifecycleTransition,
        HeartbeatTimeout: input.HeartbeatTimeout ?? 3600, GlobalTimeout: 172_800, DefaultResult: input.DefaultResult ?? 'ABANDON',
      }],
    });
    return {};
  });
