import { aws_ecs as ecs, aws_iam as iam } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { Scheduling } from './scheduling';

/** A service whose tasks have one network mode. */
export interface INetworkModeService extends IConstruct {
  /** The network mode of the tasks. */
  readonly networkMode: ecs.NetworkMode;

  /** The ECS service. */
  readonly service: ecs.Ec2Service;

  /** What the tasks are made of. */
  readonly taskDefinition: ecs.Ec2TaskDefinition;

  /** The essential container of the tasks. */
  readonly container: ecs.ContainerDefinition;
}

/** Names, roles and health of the tasks of a service. */
export interface TaskSettings {
  /**
   * Family of the task definition.
   *
   * @default - a name made from the path of the construct
   */
  readonly family?: string;

  /**
   * Name of the container.
   *
   * @default main
   */
  readonly containerName?: string;

  /**
   * What the containers may do; ECS Exec adds what it needs, where the role can be changed.
   *
   * @default - a role of the service
   */
  readonly taskRole?: iam.IRole;

  /**
   * With what ECS pulls images, writes logs and reads secrets; what the task needs is added, where the role can be changed.
   *
   * @default - a role of the service
   */
  readonly executionRole?: iam.IRole;

  /**
   * The command by which ECS tells whether the container is healthy; a task whose container is not is replaced.
   *
   * @default - a running container is enough, also where its image has a health check
   */
  readonly healthCheck?: ecs.HealthCheck;
}

/** Options of the services of every network mode. */
export interface NetworkModeServiceOptions {
  /** Image of the container. */
  readonly image: ecs.ContainerImage;

  /**
   * How many tasks run, and where.
   *
   * @default Scheduling.replicas(1)
   */
  readonly scheduling?: Scheduling;

  /**
   * Names, roles and health of the tasks.
   *
   * @default - a container `main`, and the rest made for the service
   */
  readonly task?: TaskSettings;

  /**
   * Command of the container.
   *
   * @default - the command of the image
   */
  readonly command?: string[];

  /**
   * User of the process in the container, by name or id.
   *
   * @default - the user of the image
   */
  readonly user?: string;

  /**
   * CPU units of the container; 1024 are one virtual CPU.
   *
   * @default 256
   */
  readonly cpu?: number;

  /**
   * Memory of the container in MiB; the container is killed when it takes more.
   *
   * @default 512
   */
  readonly memoryLimitMiB?: number;

  /**
   * Where the output of the container goes.
   *
   * @default - a log group of the service, kept for a month and deleted with the service
   */
  readonly logging?: ecs.LogDriver;
}
