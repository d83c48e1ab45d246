import { TaskModel } from './model';

/** Where a subnet leads: through an internet gateway, out by other ways, nowhere, or nobody knows. */
export type Way = 'public' | 'egress' | 'isolated' | 'unknown';

/** The subnets of a task or an instance. */
export interface SubnetsModel {
  readonly ways: readonly Way[];
  /** Whether the VPC certainly has no interface endpoint at all. */
  readonly noEndpoints: boolean;
  /** Whether the VPC certainly has no endpoint for sessions. */
  readonly noSessionEndpoint: boolean;
}

/** One Auto Scaling group that carries tasks. */
export interface CapacityModel {
  readonly path: string;
  readonly min: number;
  readonly max: number;
  /** Whether ECS starts instances when tasks find no room. */
  readonly managedScaling: boolean;
  /** Undefined where it is known only at deploy time. */
  readonly instanceType?: string;
  /** What its user data gives to the instances as attributes. */
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly subnets: SubnetsModel;
}

/** What one provider of a strategy gets of the tasks of a service. */
export interface Share {
  readonly tasks: number;
  /** What it may get while a deployment runs more tasks than at rest. */
  readonly roaming: number;
}

/** What the role of a task is known to allow. */
export interface RoleModel {
  readonly path: string;
  /** Those of the four actions of ECS Exec that it certainly lacks. */
  readonly missingExecActions: readonly string[];
}

/** The part of a service that the rules read. */
export interface ServiceModel {
  readonly path: string;
  /** `unknown` where it is known only at deploy time. */
  readonly launchType: 'EC2' | 'FARGATE' | 'EXTERNAL' | 'unknown';
  /** Undefined where its definition is not in this app. */
  readonly task?: TaskModel;
  readonly exec: boolean;
  /** `missing` where the task has none, undefined where the app does not know what it may do. */
  readonly role?: RoleModel | 'missing';
  readonly everyInstance: boolean;
  /** Whether a condition decides only at deploy time if there is such a service. */
  readonly conditional: boolean;
  /** With the lower bound of its auto scaling; undefined where it is known only at deploy time. */
  readonly tasks?: number;
  /** The upper bound of its auto scaling; undefined where it has none, or one that is known only at deploy time. */
  readonly mostTasks?: number;
  /** In percent; undefined where it is known only at deploy time. */
  readonly minHealthy?: number;
  /** In percent; undefined where it is known only at deploy time. */
  readonly maxHealthy?: number;
  /** How a deployment replaces tasks: one by one, all beside the old ones, or in a way that ECS does not know. */
  readonly replacement: 'rolling' | 'beside' | 'unknown';
  /** Whether placement constraints may keep it from some of its capacity. */
  readonly constrained: boolean;
  /** The instances that may carry its tasks; undefined where the app does not know all of them. */
  readonly capacity?: readonly CapacityModel[];
  /** How its strategy divides the tasks, by path of the capacity; undefined where it does not. */
  readonly shares?: ReadonlyMap<string, Share>;
  /** Subnets of awsvpc tasks; undefined where they are not known. */
  readonly subnets?: SubnetsModel;
  /** Path of its cluster; undefined where that is not in this app. */
  readonly cluster?: string;
  /** Whether it would be deleted after the association of the capacity provider that it runs on. */
  readonly outlivesAssociation: boolean;
  /** Whether a construct of this library defines it, which reports some findings on its own. */
  readonly ours: boolean;
}
