import { AwsError } from '../../gateway/aws-error';
import type { Lab } from '../../lab';

/** The hook that ECS puts on a group for managed draining. */
export const DRAINING_HOOK = 'ecs-managed-draining-termination-hook';

export interface GroupMember {
  readonly ec2InstanceId: string;
  /** Auto Scaling's `LifecycleState`. */
  readonly state: string;
  readonly isProtected: boolean;
}

export interface ManagedGroup {
  readonly name: string;
  readonly minSize: number;
  readonly maxSize: number;
  readonly desiredCapacity: number;
  readonly zones: readonly string[];
  readonly members: readonly GroupMember[];
  /** Names of its lifecycle hooks. */
  readonly hooks: readonly string[];
}

/** A group as Auto Scaling has it at this moment; undefined when there is none or it is being deleted. */
export type GroupLookup = (name: string) => ManagedGroup | undefined;

/** What ECS does with the Auto Scaling groups of its capacity providers. */
export interface ManagedGroups {
  readonly find: GroupLookup;
  setDesired(name: string, desired: number): Promise<void>;
  protect(name: string, instances: readonly string[], isProtected: boolean): Promise<void>;
  putHook(name: string): Promise<void>;
  deleteHook(name: string): Promise<void>;
  /** Lets an instance go that the hook holds; nothing happens where it holds it no longer. */
  complete(name: string, ec2InstanceId: string): Promise<void>;
  /** Keeps the hook's time-out from ending. */
  heartbeat(name: string, ec2InstanceId: string): Promise<void>;
}

/** Calls the lab's own Auto Scaling, as ECS; looks at its groups without a call, since it does so after every change. */
export function managedGroups(lab: Pick<Lab, 'invoke' | 'accountId'>, find: GroupLookup): ManagedGroups {
  const ecs = { kind: 'service', service: 'ecs.amazonaws.com', arn: `arn:aws:iam::${lab.accountId}:role/aws-service-role/ecs.amazonaws.com` } as const;
  const call = <Output>(operation: string, input: object) => lab.invoke<Output>('autoscaling', operation, input, ecs);
  const hook = (AutoScalingGroupName: string) => ({ AutoScalingGroupName, LifecycleHookName: DRAINING_HOOK });
  return {
    find,
    async setDesired(name, desired) {
      await call('SetDesiredCapacity', { AutoScalingGroupName: name, DesiredCapacity: desired, HonorCooldown: false });
    },
    async protect(name, instances, isProtected) {
      await call('SetInstanceProtection', { AutoScalingGroupName: name, InstanceIds: instances, ProtectedFromScaleIn: isProtected });
    },
    async putHook(name) {
      await call('PutLifecycleHook', {
        ...hook(name), LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING', HeartbeatTimeout: 3600, DefaultResult: 'CONTINUE' });
    },
    async deleteHook(name) {
      await call('DeleteLifecycleHook', hook(name));
    },
    async complete(name, ec2InstanceId) {
      await unlessOver(call('CompleteLifecycleAction', { ...hook(name), InstanceId: ec2InstanceId, LifecycleActionResult: 'CONTINUE' }));
    },
    async heartbeat(name, ec2InstanceId) {
      await unlessOver(call('RecordLifecycleActionHeartbeat', { ...hook(name), InstanceId: ec2InstanceId }));
    },
  };
}

/** The hook, or its hold on the instance, may have ended meanwhile. */
async function unlessOver(call: Promise<unknown>): Promise<void> {
  await call.catch((error: unknown) => {
    if (!(error instanceof AwsError) || !/^No (active Lifecycle Action|Lifecycle Hook) found/.test(error.message)) {
      throw error;
    }
  });
}
