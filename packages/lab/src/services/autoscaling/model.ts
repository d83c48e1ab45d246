import type { CreateLaunchConfigurationType, LifecycleHook, TagDescription } from '@aws-sdk/client-auto-scaling';
import type { Store } from '../../state/store';
import type { MixedInstances } from './mixed-instances';
import type { ScalingProcess } from './processes';

/** A launch template with the version as the group names it: a number, `$Latest` or `$Default`; or a launch configuration. */
export interface TemplateChoice {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  /** It is the launch configuration of that name, without id and version. */
  readonly configuration?: true;
}

/** The older way to say what instances are launched from; it never changes. */
export interface LaunchConfigurationRecord {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  readonly data: Omit<CreateLaunchConfigurationType, 'LaunchConfigurationName'>;
}

/** An instance waits, with a state that ends in `:Wait`, until its lifecycle actions are complete. */
export type MemberState = 'Pending' | 'Pending:Wait' | 'InService' | 'Terminating' | 'Terminating:Wait' | 'Terminating:Proceed';

/** A hook that holds an instance back; times in milliseconds since 1970. */
export interface LifecycleActionRecord {
  readonly hook: string;
  readonly token: string;
  readonly startedAt: number;
  readonly deadline: number;
}

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
  /** Lifecycle hooks that hold it, while its state ends in `:Wait`. */
  readonly actions?: readonly LifecycleActionRecord[];
}

export interface GroupRecord {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  readonly minSize: number;
  readonly maxSize: number;
  readonly desiredCapacity: number;
  readonly template: TemplateChoice;
  readonly mixed?: MixedInstances;
  /** In the order given: the first is filled first. */
  readonly subnets: readonly { readonly id: string; readonly availabilityZone: string }[];
  readonly tags: readonly TagDescription[];
  readonly newInstancesProtected: boolean;
  readonly hooks: readonly LifecycleHook[];
  readonly members: readonly MemberRecord[];
  readonly deleting: boolean;
  /** Processes that are held back, see `processes.ts`. */
  readonly suspended?: readonly ScalingProcess[];
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
  readonly status: 'InProgress' | 'Successful' | 'Failed' | 'Cancelled';
  readonly message?: string;
  readonly subnetId?: string;
  readonly availabilityZone?: string;
}

export const autoScalingTables = (store: Store) => ({
  groups: store.table<GroupRecord>('autoscaling.groups'),
  configurations: store.table<LaunchConfigurationRecord>('autoscaling.launch-configurations'),
  activities: store.table<ActivityRecord>('autoscaling.activities'),
});

export type AutoScalingTables = ReturnType<typeof autoScalingTables>;
