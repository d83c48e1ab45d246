import { aws_ecs as ecs, aws_kms as kms, aws_logs as logs, aws_s3 as s3 } from 'aws-cdk-lib';

/** Options that hold for sessions however they are logged. */
export interface ExecConfigurationOptions {
  /**
   * Key that encrypts the data between the client and the container.
   *
   * Callers of `grantExecuteCommand` may then generate data keys with it, and tasks may decrypt with it.
   *
   * @default - TLS alone
   */
  readonly encryptionKey?: kms.IKey;
}

/** Options of sessions that are logged into a log group. */
export interface ExecLogGroupOptions extends ExecConfigurationOptions {
  /**
   * Whether a session is refused as long as the log group is not encrypted with a key of your own.
   *
   * @default false
   */
  readonly requireEncryptedLogGroup?: boolean;
}

/** Options of sessions that are logged into a bucket. */
export interface ExecBucketOptions extends ExecConfigurationOptions {
  /**
   * Beginning of the names of the log files.
   *
   * @default - the files lie at the top of the bucket
   */
  readonly keyPrefix?: string;

  /**
   * Whether a session is refused as long as the bucket is not encrypted.
   *
   * @default true
   */
  readonly requireEncryptedBucket?: boolean;
}

/**
 * Where sessions of ECS Exec are logged and with which key they are encrypted.
 *
 * Logs are whole only when the image has `script` and `cat`.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
export class ExecConfiguration {
  /**
   * Sessions are not logged.
   *
   * @param options of the sessions
   */
  public static notLogged(options: ExecConfigurationOptions = {}): ExecConfiguration {
    return new ExecConfiguration({ logging: ecs.ExecuteCommandLogging.NONE, kmsKey: options.encryptionKey });
  }

  /**
   * Sessions are logged beside the output of the container, wherever its `awslogs` driver writes.
   *
   * @param options of the sessions
   */
  public static loggedWithTask(options: ExecConfigurationOptions = {}): ExecConfiguration {
    return new ExecConfiguration({ logging: ecs.ExecuteCommandLogging.DEFAULT, kmsKey: options.encryptionKey });
  }

  /**
   * Sessions are logged into one log group.
   *
   * @param logGroup that receives the sessions
   * @param options of the sessions
   */
  public static loggedToLogGroup(logGroup: logs.ILogGroup, options: ExecLogGroupOptions = {}): ExecConfiguration {
    return new ExecConfiguration({
      logging: ecs.ExecuteCommandLogging.OVERRIDE,
      kmsKey: options.encryptionKey,
      logConfiguration: { cloudWatchLogGroup: logGroup, cloudWatchEncryptionEnabled: options.requireEncryptedLogGroup ?? false },
    });
  }

  /**
   * Sessions are logged into one bucket.
   *
   * @param bucket that receives the sessions
   * @param options of the sessions
   */
  public static loggedToBucket(bucket: s3.IBucket, options: ExecBucketOptions = {}): ExecConfiguration {
    return new ExecConfiguration({
      logging: ecs.ExecuteCommandLogging.OVERRIDE,
      kmsKey: options.encryptionKey,
      logConfiguration: { s3Bucket: bucket, s3KeyPrefix: options.keyPrefix, s3EncryptionEnabled: options.requireEncryptedBucket ?? true },
    });
  }

  private constructor(private readonly configuration: ecs.ExecuteCommandConfiguration) {}

  /** @internal */
  public _render(): ecs.ExecuteCommandConfiguration {
    return this.configuration;
  }
}
