import type {
  Attribute, CapacityProviderStrategyItem, ClusterConfiguration, ClusterSetting, Compatibility, ContainerDefinition, DeploymentConfiguration,
  NetworkConfiguration, PlacementConstraint, PlacementStrategy, Resource, ServiceRegistry, Tag, TaskDefinition, TaskOverride, TaskStopCode,
  VersionInfo,
} from '@aws-sdk/client-ecs';
import type { ContainerReport } from './agent-port';
import type { TaskInterface } from './interface-port';
import type { Demand } from './placement/resources';

/** Milliseconds since 1970. */
export type Moment = number;

export interface ClusterRecord {
  readonly clusterArn: string;
  readonly clusterName: string;
  readonly status: 'ACTIVE' | 'INACTIVE';
  readonly settings: readonly ClusterSetting[];
  readonly configuration?: ClusterConfiguration;
  /** Names, not ARNs. */
  readonly capacityProviders: readonly string[];
  readonly defaultCapacityProviderStrategy: readonly CapacityProviderStrategyItem[];
  readonly tags: readonly Tag[];
}

export interface CapacityProviderRecord {
  readonly capacityProviderArn: string;
  readonly name: string;
  readonly status: 'ACTIVE' | 'INACTIVE';
  readonly autoScalingGroupArn: string;
  readonly managedScaling: {
    readonly status: 'ENABLED' | 'DISABLED';
    readonly targetCapacity: number;
    readonly minimumScalingStepSize: number;
    readonly maximumScalingStepSize: number;
    /** Seconds. */
    readonly instanceWarmupPeriod: number;
  };
  readonly managedTerminationProtection: 'ENABLED' | 'DISABLED';
  readonly managedDraining: 'ENABLED' | 'DISABLED';
  readonly updateStatus?: string;
  readonly updateStatusReason?: string;
  readonly tags: readonly Tag[];
}

/** A registered task definition, normalised: what `DescribeTaskDefinition` shows, with moments in place of dates. */
export type TaskDefinitionRecord = Omit<TaskDefinition,
  'registeredAt' | 'deregisteredAt' | 'deleteRequestedAt' | 'containerDefinitions' | 'requiresAttributes' | 'compatibilities'> & {
  readonly taskDefinitionArn: string;
  readonly family: string;
  readonly revision: number;
  readonly status: 'ACTIVE' | 'INACTIVE' | 'DELETE_IN_PROGRESS';
  readonly containerDefinitions: readonly (ContainerDefinition & { readonly name: string; readonly image: string })[];
  readonly requiresAttributes: readonly Attribute[];
  readonly compatibilities: readonly Compatibility[];
  readonly registeredAt: Moment;
  readonly deregisteredAt?: Moment;
  readonly deleteRequestedAt?: Moment;
  readonly tags: readonly Tag[];
};

export interface ContainerInstanceRecord {
  readonly containerInstanceArn: string;
  readonly clusterArn: string;
  readonly ec2InstanceId: string;
  readonly status: 'ACTIVE' | 'DRAINING' | 'INACTIVE';
  readonly agentConnected: boolean;
  /** What the agent registered; never changes while tasks run. */
  readonly registeredResources: readonly Resource[];
  readonly attributes: readonly Attribute[];
  readonly versionInfo: VersionInfo;
  readonly registeredAt: Moment;
  readonly version: number;
  /** Name of the Auto Scaling group that the machine belongs to. */
  readonly autoScalingGroupName?: string;
  readonly tags: readonly Tag[];
}

export interface ContainerRecord {
  readonly containerArn: string;
  readonly name: string;
  readonly image: string;
  readonly imageDigest?: string;
  readonly runtimeId?: string;
  readonly lastStatus: 'PENDING' | 'RUNNING' | 'STOPPED';
  readonly exitCode?: number;
  readonly reason?: string;
  readonly networkBindings: NonNullable<ContainerReport['networkBindings']>;
  readonly healthStatus: 'HEALTHY' | 'UNHEALTHY' | 'UNKNOWN';
  readonly essential: boolean;
  /** Whether the task definition gives it a health check. */
  readonly checked: boolean;
  readonly cpu: string;
  readonly memory?: string;
  readonly memoryReservation?: string;
  /** Only for tasks run with ECS Exec. */
  readonly execAgent?: { readonly status: 'PENDING' | 'RUNNING' | 'STOPPED'; readonly startedAt?: Moment; readonly reason?: string };
}

export type TaskStatus = 'PROVISIONING' | 'PENDING' | 'RUNNING' | 'STOPPING' | 'DEPROVISIONING' | 'STOPPED';

export interface TaskRecord {
  readonly taskArn: string;
  readonly clusterArn: string;
  readonly taskDefinitionArn: string;
  /** Absent while a task of a capacity provider waits for an instance. */
  readonly containerInstanceArn?: string;
  readonly capacityProviderName?: string;
  readonly availabilityZone?: string;
  /** `family:<family>`, `service:<name>` or what the caller said. */
  readonly group: string;
  readonly startedBy?: string;
  /** ARN of the service that started it. */
  readonly serviceArn?: string;
  /** `ecs-svc/<id>`: the deployment that started it. */
  readonly deploymentId?: string;
  readonly launchType?: 'EC2';
  readonly desiredStatus: 'RUNNING' | 'STOPPED';
  readonly lastStatus: TaskStatus;
  /** Whether the agent of the instance has been given the payload; until then the task waits for the instance's own ledger. */
  readonly handed: boolean;
  readonly version: number;
  readonly createdAt: Moment;
  readonly connectivityAt?: Moment;
  readonly pullStartedAt?: Moment;
  readonly pullStoppedAt?: Moment;
  readonly startedAt?: Moment;
  readonly stoppingAt?: Moment;
  readonly stoppedAt?: Moment;
  readonly executionStoppedAt?: Moment;
  readonly stopCode?: TaskStopCode;
  readonly stoppedReason?: string;
  readonly demand: Demand;
  readonly containers: readonly ContainerRecord[];
  readonly overrides: TaskOverride;
  readonly attributes: readonly Attribute[];
  readonly enableExecuteCommand: boolean;
  /** Scale-in and deployments leave it alone until then. */
  readonly protectedUntil?: Moment;
  readonly networkConfiguration?: NetworkConfiguration;
  /** Of an awsvpc task. */
  readonly attachment?: AttachmentRecord;
  /** What placed it, kept for a task that waits in PROVISIONING. */
  readonly placement?: { readonly constraints: readonly PlacementConstraint[]; readonly strategy: readonly PlacementStrategy[] };
  readonly tags: readonly Tag[];
}

/** The elastic network interface of an awsvpc task. */
export interface AttachmentRecord extends Partial<TaskInterface> {
  readonly id: string;
  readonly status: 'PRECREATED' | 'ATTACHED' | 'DETACHING' | 'DELETED';
}

export interface ServiceEventRecord {
  readonly id: string;
  readonly createdAt: Moment;
  readonly message: string;
}

export interface DeploymentRecord {
  /** `ecs-svc/<19 digits>`. */
  readonly id: string;
  readonly status: 'PRIMARY' | 'ACTIVE' | 'INACTIVE';
  readonly taskDefinitionArn: string;
  readonly createdAt: Moment;
  readonly updatedAt: Moment;
  readonly failedTasks: number;
  readonly rolloutState: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';
  readonly rolloutStateReason: string;
  /** A task of it has run well: failures are not counted any more. */
  readonly proven?: true;
  /** Whether the service's alarms count for it: not where one was in ALARM already when it began. Absent before they were looked at. */
  readonly alarmWatch?: 'WATCHED' | 'IGNORED';
  /** Since when everything but its alarms is as it should be. */
  readonly bakingSince?: Moment;
}

export interface ServiceRecord {
  readonly serviceArn: string;
  readonly serviceName: string;
  readonly clusterArn: string;
  readonly status: 'ACTIVE' | 'DRAINING' | 'INACTIVE';
  readonly schedulingStrategy: 'REPLICA' | 'DAEMON';
  /** For a daemon: how many instances it wants a task on, as last counted. */
  readonly desiredCount: number;
  readonly taskDefinitionArn: string;
  readonly launchType?: 'EC2';
  readonly capacityProviderStrategy?: readonly CapacityProviderStrategyItem[];
  readonly deploymentConfiguration: DeploymentConfiguration & { readonly minimumHealthyPercent: number; readonly maximumPercent: number };
  /** Newest first. */
  readonly deployments: readonly DeploymentRecord[];
  /** Newest first, at most 100. */
  readonly events: readonly ServiceEventRecord[];
  readonly placementConstraints: readonly PlacementConstraint[];
  readonly placementStrategy: readonly PlacementStrategy[];
  readonly networkConfiguration?: NetworkConfiguration;
  /** Where its tasks are registered while they run. */
  readonly serviceRegistries?: readonly ServiceRegistry[];
  readonly propagateTags: 'TASK_DEFINITION' | 'SERVICE' | 'NONE';
  readonly enableECSManagedTags: boolean;
  readonly enableExecuteCommand: boolean;
  readonly availabilityZoneRebalancing: 'ENABLED' | 'DISABLED';
  /** Seconds after its start in which a task's failing health check counts for nothing. */
  readonly healthCheckGracePeriodSeconds?: number;
  readonly createdAt: Moment;
  readonly createdBy?: string;
  readonly tags: readonly Tag[];
  readonly memory: SchedulerMemory;
}

/** What the scheduler remembers of a service from one pass to the next. */
export interface SchedulerMemory {
  /** Messages not to be repeated, with the moment they were last written. */
  readonly said: Readonly<Record<string, Moment>>;
  /** Task ARNs whose failure has been counted already (only those that still exist). */
  readonly counted: readonly string[];
  /** Failed starts in a row, over all deployments. */
  readonly failures: number;
  /** No task is started before. */
  readonly startAfter?: Moment;
  /** Since when the service is steady; absent while it is not. */
  readonly steadyAt?: Moment;
  /** Tasks are being moved between availability zones. */
  readonly rebalancing?: true;
  /** Why the deployment that failed last has failed. */
  readonly failure?: { readonly deploymentId: string; readonly reason: string; readonly triggeredAlarms?: readonly string[] };
  /** What a rollback goes back to. */
  readonly completed?: { readonly deploymentId: string; readonly taskDefinitionArn: string };
}

/** What a clientToken stands for. */
export interface ClientTokenRecord {
  /** The request, as JSON, without the token. */
  readonly request: string;
  readonly taskArns: readonly string[];
  readonly failures: readonly { readonly arn?: string; readonly reason?: string; readonly detail?: string }[];
  readonly createdAt: Moment;
}

export interface AccountSettingRecord {
  readonly name: string;
  readonly value: string;
}
