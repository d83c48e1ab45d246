import { randomUUID } from 'node:crypto';
import type { LifecycleHook } from '@aws-sdk/client-auto-scaling';
import { rolePrincipal, servicePrincipal } from '../../iam/principals';
import type { Lab } from '../../lab';
import type { GroupRecord } from './model';

/** A message for the SNS topic of a hook. */
export interface HookNotice {
  readonly subject: string;
  readonly message: object;
}

/** The first message of a hook, by which its target shows that it can be reached. */
export const testNotice = (group: GroupRecord): HookNotice => ({
  subject: `Auto Scaling: test notification for group "${group.name}"`,
  message: { AutoScalingGroupARN: group.arn, Event: 'autoscaling:TEST_NOTIFICATION' },
});

/** An instance waits for whoever completes the action of this token. */
export function actionNotice(hook: LifecycleHook, instanceId: string, token: string): HookNotice {
  const [origin, destination, verb] = hook.LifecycleTransition === 'autoscaling:EC2_INSTANCE_LAUNCHING'
    ? ['EC2', 'AutoScalingGroup', 'LAUNCHING'] : ['AutoScalingGroup', 'EC2', 'TERMINATING'];
  return {
    subject: `Auto Scaling:  Lifecycle action '${verb}' for instance ${instanceId} in progress.`,
    message: {
      Origin: origin, LifecycleHookName: hook.LifecycleHookName, Destination: destination, LifecycleTransition: hook.LifecycleTransition,
      EC2InstanceId: instanceId, LifecycleActionToken: token, ...(hook.NotificationMetadata && { NotificationMetadata: hook.NotificationMetadata }),
    },
  };
}

/** Publishes to the hook's SNS topic, as the hook's role. What cannot be published is said in the lab's log: the hook waits all the same. */
export async function noticeHook(
  lab: Pick<Lab, 'clock' | 'invoke' | 'log' | 'accountId'>, group: GroupRecord, hook: LifecycleHook, { message, subject }: HookNotice,
): Promise<void> {
  const { NotificationTargetARN: target, RoleARN: role } = hook;
  if (!target) return;
  const text = JSON.stringify({
    AccountId: lab.accountId, RequestId: randomUUID(), AutoScalingGroupName: group.name, Service: 'AWS Auto Scaling', Time: lab.clock.now().toISOString(), ...message,
  });
  const principal = role === undefined ? servicePrincipal('autoscaling.amazonaws.com') : rolePrincipal(role, 'AutoScaling');
  await lab.invoke('sns', 'Publish', { TopicArn: target, Message: text, Subject: subject }, principal).catch((error: unknown) => {
    lab.log.warn(`hook ${hook.LifecycleHookName ?? ''} of ${group.name} could not notify ${target}: ${error instanceof Error ? error.message : String(error)}`);
  });
}
