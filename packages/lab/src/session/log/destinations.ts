import type { ClusterConfiguration } from '@aws-sdk/client-ecs';
import { unsupported } from '../../ecs/errors';
import type { TaskDefinitionRecord } from '../../ecs/records';

/** Where the transcript of an exec session goes. */
export interface LogDestinations {
  /** Whether the cluster names them, or they are only what the container logs to anyway. */
  readonly named: boolean;
  readonly logGroupName?: string;
  /** Whether the log group is told while the session goes on. Default: false */
  readonly streaming?: boolean;
  readonly bucket?: { readonly name: string; readonly keyPrefix: string };
}

type Container = Pick<TaskDefinitionRecord['containerDefinitions'][number], 'logConfiguration'>;

/**
 * What the cluster asks for; undefined where nothing is kept. Default: `DEFAULT`, the log group of the container's own awslogs driver.
 * Throws for encryption, which the lab has not: a session that should be encrypted is not opened in clear.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ExecuteCommandConfiguration.html
 */
export function logDestinations(configuration: ClusterConfiguration | undefined, container: Container | undefined): LogDestinations | undefined {
  const { kmsKeyId, logging = 'DEFAULT', logConfiguration } = configuration?.executeCommandConfiguration ?? {};
  if (kmsKeyId !== undefined) {
    throw unsupported('ECS Exec with the kmsKeyId of the cluster\'s executeCommandConfiguration is not there in this lab; leave the key out to open sessions.');
  }
  if (logging === 'NONE') return undefined;
  if (logging === 'DEFAULT') {
    const driver = container?.logConfiguration;
    const logGroupName = driver?.logDriver === 'awslogs' ? driver.options?.['awslogs-group'] : undefined;
    return logGroupName === undefined ? undefined : { named: false, logGroupName };
  }
  const { cloudWatchLogGroupName, cloudWatchEncryptionEnabled, s3BucketName, s3KeyPrefix } = logConfiguration ?? {};
  if (cloudWatchEncryptionEnabled === true) {
    throw unsupported('ECS Exec with cloudWatchEncryptionEnabled is not there in this lab, whose log groups are not encrypted; leave it out to open sessions.');
  }
  return {
    named: true,
    ...(cloudWatchLogGroupName ? { logGroupName: cloudWatchLogGroupName } : {}),
    ...(s3BucketName ? { bucket: { name: s3BucketName, keyPrefix: s3KeyPrefix ?? '' } } : {}),
  };
}
