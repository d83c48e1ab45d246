import { ArnFormat, aws_ecs as ecs, aws_iam as iam, aws_logs as logs, Stack } from 'aws-cdk-lib';

/** What decides the permissions of a task that can be entered with ECS Exec. */
export interface ExecTaskOptions {
  /** The configuration of the cluster; undefined where the cluster has none. */
  readonly configuration?: ecs.ExecuteCommandConfiguration;
  /** Log group of the `awslogs` driver of the container, if it has one. */
  readonly taskLogGroup?: logs.ILogGroup;
  /** Stack of the task, for ARNs. */
  readonly stack: Stack;
}

/** The statements that a task role needs for ECS Exec: the message channels, and logs, bucket or key only when configured. */
export function execTaskRoleStatements(options: ExecTaskOptions): iam.PolicyStatement[] {
  const { configuration } = options;
  return [
    allow(['ssmmessages:CreateControlChannel', 'ssmmessages:CreateDataChannel', 'ssmmessages:OpenControlChannel', 'ssmmessages:OpenDataChannel'], ['*']),
    ...logGroupStatements(logGroupOf(options), options.stack),
    ...bucketStatements(configuration?.logConfiguration),
    ...configuration?.kmsKey ? [allow(['kms:Decrypt'], [configuration.kmsKey.keyArn])] : [],
  ];
}

/** Name of the log group that receives sessions, or undefined. */
function logGroupOf({ configuration, taskLogGroup }: ExecTaskOptions): string | undefined {
  if (configuration?.logging === ecs.ExecuteCommandLogging.DEFAULT) {
    return taskLogGroup?.logGroupName;
  }
  return configuration?.logConfiguration?.cloudWatchLogGroup?.logGroupRef.logGroupName;
}

function logGroupStatements(name: string | undefined, stack: Stack): iam.PolicyStatement[] {
  if (name === undefined) {
    return [];
  }
  const arn = stack.formatArn({ service: 'logs', resource: 'log-group', resourceName: `${name}:*`, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
  return [
    // asked without naming a log group
    allow(['logs:DescribeLogGroups'], ['*']),
    allow(['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'], [arn]),
  ];
}

function bucketStatements(log: ecs.ExecuteCommandLogConfiguration | undefined): iam.PolicyStatement[] {
  const bucket = log?.s3Bucket;
  if (bucket === undefined) {
    return [];
  }
  return [
    allow(['s3:GetBucketLocation', 's3:GetEncryptionConfiguration'], [bucket.bucketArn]),
    allow(['s3:PutObject'], [bucket.arnForObjects(log?.s3KeyPrefix ? `${log.s3KeyPrefix}/*` : '*')]),
    // long logs are sent in parts, which S3 decrypts to join them
    ...bucket.encryptionKey ? [allow(['kms:Decrypt', 'kms:GenerateDataKey'], [bucket.encryptionKey.keyArn])] : [],
  ];
}

function allow(actions: string[], resources: string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions, resources });
}
