import { aws_ecs as ecs, aws_logs as logs, RemovalPolicy } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { NetworkModeServiceOptions } from '../network-mode-service';

/** The log group of a service whose caller brings no log driver. */
const SERVICE_LOG_GROUP: logs.LogGroupProps = { retention: logs.RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY };

/** What the tasks of a service are made of. */
export interface TaskParts {
  readonly taskDefinition: ecs.Ec2TaskDefinition;
  /** The essential container. */
  readonly container: ecs.ContainerDefinition;
  /** Where the `awslogs` driver of the container writes; undefined with another driver. */
  readonly taskLogGroup?: logs.ILogGroup;
}

/** Defines the tasks of a service, with one container. */
export function defineTask(
  owner: Construct, networkMode: ecs.NetworkMode, options: NetworkModeServiceOptions, portMappings: ecs.PortMapping[] = [],
): TaskParts {
  const { family, containerName = 'main', taskRole, executionRole, healthCheck } = options.task ?? {};
  const taskDefinition = new ecs.Ec2TaskDefinition(owner, 'TaskDefinition', { networkMode, family, taskRole, executionRole });
  const logging = options.logging
    ?? ecs.LogDriver.awsLogs({ logGroup: new logs.LogGroup(owner, 'LogGroup', SERVICE_LOG_GROUP), streamPrefix: containerName });
  const container = taskDefinition.addContainer('Container', {
    containerName,
    image: options.image,
    command: options.command,
    user: options.user,
    healthCheck,
    cpu: options.cpu ?? 256,
    memoryLimitMiB: options.memoryLimitMiB ?? 512,
    // the init process buries what sessions and shells leave behind
    linuxParameters: new ecs.LinuxParameters(owner, 'LinuxParameters', { initProcessEnabled: true }),
    logging,
    portMappings: portMappings.length > 0 ? portMappings : undefined,
  });
  return { taskDefinition, container, taskLogGroup: logging instanceof ecs.AwsLogDriver ? logging.logGroup : undefined };
}
