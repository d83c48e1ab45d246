import type { Task, TaskDefinition } from '@aws-sdk/client-ecs';
import type { PacketRule } from '../network/packet-filter';
import type { Process, ProcessSpec } from '../instance/process';

/** What the control plane hands to the agent of a container instance. */
export interface TaskPayload {
  readonly task: Task & { readonly taskArn: string; readonly clusterArn: string };
  readonly taskDefinition: TaskDefinition;
  /** Of an awsvpc task. */
  readonly network?: TaskNetwork;
}

/** The interface that an awsvpc task gets in its own namespace. */
export interface TaskNetwork {
  readonly subnetId: string;
  readonly address: string;
  readonly macAddress: string;
  /** What its security groups let through. */
  readonly rules: readonly PacketRule[];
}

/**
 * The agent of one container instance, as the control plane sees it. It answers at once and reports what happened through
 * `TaskReports`, in order for each task.
 */
export interface ContainerAgent {
  /** Pulls, creates and starts the task's containers. */
  start(payload: TaskPayload): void;
  /** Stops them: stop signal, stop time-out, kill. */
  stop(taskArn: string): void;
  /** Runs a process in a task's container, for ECS Exec. Rejects when the container is not running. */
  run(taskArn: string, containerName: string, process: ProcessSpec): Promise<Process>;
  /** Runs a process of the instance in the network of a task's container. Rejects when the container is not running. */
  runBeside(taskArn: string, containerName: string, process: ProcessSpec): Promise<Process>;
  /**
   * Whether the exec agent of a container could reach its endpoints as the task role: asked from inside the namespace of the task; a container
   * with keys of its own, also from an environment file or its image, could not.
   */
  reachesExecEndpoint(taskArn: string, containerName: string): Promise<boolean>;
  /** The security groups of an awsvpc task have changed. */
  filter?(taskArn: string, rules: readonly PacketRule[]): void;
  /** Every task that the agent knows, after a restart of the lab. */
  readonly knownTasks: () => readonly string[];
}

/** Agents by container instance ARN; absent means not connected. */
export interface ContainerAgents {
  get(containerInstanceArn: string): ContainerAgent | undefined;
}

/** Of one port, or of a range of them. */
export interface ReportedBinding {
  readonly bindIP: string;
  readonly containerPort?: number;
  readonly hostPort?: number;
  /** `<first>-<last>`. */
  readonly containerPortRange?: string;
  readonly hostPortRange?: string;
  readonly protocol: 'tcp' | 'udp';
}

export interface ContainerReport {
  readonly name: string;
  readonly status: 'PENDING' | 'RUNNING' | 'STOPPED';
  readonly runtimeId?: string;
  readonly exitCode?: number;
  /** `<ErrorName>: <text>`, as the agent words it. */
  readonly reason?: string;
  readonly networkBindings?: readonly ReportedBinding[];
  readonly healthStatus?: 'HEALTHY' | 'UNHEALTHY' | 'UNKNOWN';
  readonly imageDigest?: string;
  /** State of the ECS Exec agent, only for tasks run with it. */
  readonly execAgent?: { readonly status: 'PENDING' | 'RUNNING' | 'STOPPED'; readonly startedAt?: Date; readonly reason?: string };
}

export interface TaskTimes {
  readonly pullStartedAt?: Date;
  readonly pullStoppedAt?: Date;
  /** The namespace of an awsvpc task is gone. */
  readonly networkReleased?: boolean;
  /** Why the task could not run at all, as the agent words it. */
  readonly failure?: string;
}

/** What agents tell the control plane. */
export interface TaskReports {
  /** Something about the task's containers changed; all of them are told. */
  changed(taskArn: string, containers: readonly ContainerReport[], times: TaskTimes): void;
  /** The instance's agent has gone or come back. */
  connection(containerInstanceArn: string, connected: boolean): void;
}
