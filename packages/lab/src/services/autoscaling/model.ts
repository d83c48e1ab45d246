import type { LifecycleHook, TagDescription } from '@aws-sdk/client-auto-scaling';
import type { Store } from '../../state/store';

/** A launch template with the version as the group names it: a number, `$Latest` or `$Default`. */
export interface TemplateChoice {
  readonly id: string;
  readonly name: string;
  readonly version: string;
}

export type MemberState = 'Pending' | 'InService' | 'Terminating';

export interface MemberRecord {
  readonly instanceId: string;
  readonly instanceType: string;
  readonly availabilityZone: string;
  readonly subnetId: string;
  readonly state: MemberState;
  readonly healthy: boolean;
  readonly protectedFromScaleIn: boolean;
  /** With the version that it was launched from. */
  readonly template: TemplateChoice;
  readonly launchedAt: number;
  /** Activity of its launch or, when terminating, of its removal. */
  readonly activityId: string;
}

export interface GroupRecord {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  readonly minSize: number;
  readonly maxSize: number;
  readonly desiredCapacity: number;
  readonly template: TemplateChoice;
  /** In the order given: the first is filled first. */
  readonly subnets: readonly { readonly id: string; readonly availabilityZone: string }[];
  readonly tags: readonly TagDescription[];
  readonly newInstancesProtected: boolean;
  readonly hooks: readonly LifecycleHook[];
  readonly members: readonly MemberRecord[];
  readonly deleting: boolean;
  /** Kept as given, without effect in the lab. */
  readonly recorded: {
    readonly cooldown: number;
    readonly healthCheckGracePeriod: number;
    readonly defaultInstanceWarmup?: number;
    readonly serviceLinkedRoleArn: string;
  };
}

export interface ActivityRecord {
  readonly id: string;
  readonly group: string;
  readonly description: string;
  readonly cause: string;
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly status: 'InProgress' | 'Successful' | 'Failed';
  readonly message?: string;
  readonly subnetId?: string;
  readonly availabilityZone?: string;
}

export const autoScalingTables = (store: Store) => ({
  groups: store.table<GroupRecord>('autoscaling.groups'),
  activities: store.table<ActivityRecord>('autoscaling.activities'),
});

export type AutoScalingTables = ReturnType<typeof autoScalingTables>;
