import { aws_ecs as ecs, aws_logs as logs, RemovalPolicy } from 'aws-cdk-lib';
import { NetworkModeServiceOptions } from '../network-mode-service';

/** The log group of a service whose caller brings no log driver. */
export const SERVICE_LOG_GROUP: logs.LogGroupProps = { retention: logs.RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY };

/** The init process buries what sessions and shells leave behind. */
export const INIT_PROCESS: ecs.LinuxParametersProps = { initProcessEnabled: true };

/** The essential container of a service. */
export function containerOptions(
  options: NetworkModeServiceOptions, linuxParameters: ecs.LinuxParameters, logGroup?: logs.ILogGroup,
): ecs.ContainerDefinitionOptions {
  const containerName = options.containerName ?? 'main';
  return {
    containerName,
    image: options.image,
    command: options.command,
    user: options.user,
    cpu: options.cpu ?? 256,
    memoryLimitMiB: options.memoryLimitMiB ?? 512,
    linuxParameters,
    logging: options.logging ?? ecs.LogDriver.awsLogs({ logGroup, streamPrefix: containerName }),
  };
}
