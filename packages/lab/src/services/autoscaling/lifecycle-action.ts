import { findGroup, type AutoScaling } from './autoscaling';
import { validation } from './errors';
import type { GroupRecord, LifecycleActionRecord, MemberRecord } from './model';

interface Asked {
  readonly AutoScalingGroupName?: string;
  readonly LifecycleHookName?: string;
  readonly LifecycleActionToken?: string;
  readonly InstanceId?: string;
}

/** The action that a call names by its token or by its instance; refuses one that is over. */
export function findAction(autoScaling: AutoScaling, asked: Asked): {
  readonly group: GroupRecord; readonly member: MemberRecord; readonly action: LifecycleActionRecord;
} {
  const group = findGroup(autoScaling, asked.AutoScalingGroupName);
  const { LifecycleHookName: hook = '', LifecycleActionToken: token, InstanceId: instanceId } = asked;
  if (!group.hooks.some(({ LifecycleHookName }) => LifecycleHookName === hook)) {
    throw validation(`No Lifecycle Hook found with name: ${hook}`);
  }
  if (token === undefined && instanceId === undefined) throw validation('Either LifecycleActionToken or InstanceId must be given');
  for (const member of group.members) {
    const action = member.actions?.find((one) => one.hook === hook && (token === undefined || one.token === token));
    if (action && (instanceId === undefined || member.instanceId === instanceId)) return { group, member, action };
  }
  throw validation(token === undefined ? `No active Lifecycle Action found with instance ID ${instanceId}` : `No active Lifecycle Action found with token ${token}`);
}
