/**
 * What ECS Exec asks of IAM, feature by feature, as AWS documents it: nothing here is taken from the library.
 *
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions
 */
export interface Need {
  /** What fails without it. */
  readonly name: string;
  readonly action: string;
  /** ARN of the resource that the request names, `*` where it names none. */
  readonly resource: string;
  readonly context?: Readonly<Record<string, string>>;
}

const ACCOUNT = 'us-east-1:123456789012';
const TASK = `arn:aws:ecs:${ACCOUNT}:task/edge/0123456789abcdef0123456789abcdef`;
const LOG_GROUP = `arn:aws:logs:${ACCOUNT}:log-group:sessions`;
const FILE = 'ecs-execute-command-0123456789abcdef0';

export const SESSION_KEY = `arn:aws:kms:${ACCOUNT}:key/sessions`;
export const BUCKET_KEY = `arn:aws:kms:${ACCOUNT}:key/bucket`;

/** Actions that are asked without naming a resource. */
export const WITHOUT_RESOURCE: ReadonlySet<string> = new Set([
  'ssmmessages:CreateControlChannel', 'ssmmessages:CreateDataChannel', 'ssmmessages:OpenControlChannel', 'ssmmessages:OpenDataChannel', 'logs:DescribeLogGroups',
]);

/** Of the role of the task. */
export const OF_TASK = {
  session: [
    { name: 'the agent registers', action: 'ssmmessages:CreateControlChannel', resource: '*' },
    { name: 'the agent is told of sessions', action: 'ssmmessages:OpenControlChannel', resource: '*' },
    { name: 'a session begins', action: 'ssmmessages:CreateDataChannel', resource: '*' },
    { name: 'a session carries data', action: 'ssmmessages:OpenDataChannel', resource: '*' },
  ],
  logGroup: [
    { name: 'the log group is looked for', action: 'logs:DescribeLogGroups', resource: '*' },
    { name: 'a session gets a stream', action: 'logs:CreateLogStream', resource: `${LOG_GROUP}:log-stream:${FILE}` },
    { name: 'the stream is looked for', action: 'logs:DescribeLogStreams', resource: `${LOG_GROUP}:log-stream:` },
    { name: 'a session is written', action: 'logs:PutLogEvents', resource: `${LOG_GROUP}:log-stream:${FILE}` },
  ],
  bucket: [
    { name: 'the region of the bucket is asked', action: 's3:GetBucketLocation', resource: 'arn:aws:s3:::sessions' },
    { name: 'its encryption is checked', action: 's3:GetEncryptionConfiguration', resource: 'arn:aws:s3:::sessions' },
    { name: 'a session is stored', action: 's3:PutObject', resource: `arn:aws:s3:::sessions/exec/${FILE}.log` },
  ],
  bucketKey: [
    { name: 'a session is stored encrypted', action: 'kms:GenerateDataKey', resource: BUCKET_KEY },
    { name: 'a long one is stored in parts', action: 'kms:Decrypt', resource: BUCKET_KEY },
  ],
  sessionKey: [{ name: 'the session is decrypted', action: 'kms:Decrypt', resource: SESSION_KEY }],
} satisfies Record<string, Need[]>;

/** Of those who open sessions in the container `main` of the tasks with this tag. */
export const ofCaller = (tag: Readonly<Record<string, string>>) => ({
  session: [
    { name: 'the task is entered', action: 'ecs:ExecuteCommand', resource: TASK, context: { ...tag, 'ecs:container-name': 'main' } },
    { name: 'the task is entered through its cluster', action: 'ecs:ExecuteCommand', resource: `arn:aws:ecs:${ACCOUNT}:cluster/edge`, context: { 'ecs:container-name': 'main' } },
    { name: 'the CLI finds the container', action: 'ecs:DescribeTasks', resource: TASK, context: tag },
  ],
  sessionKey: [{ name: 'the session is encrypted', action: 'kms:GenerateDataKey', resource: SESSION_KEY }],
});

/** What callers must not be allowed. */
export const forbiddenToCaller = (tag: Readonly<Record<string, string>>): Need[] => {
  const other = Object.fromEntries(Object.keys(tag).map((key) => [key, 'another-service']));
  return [
    { name: 'another container of the tasks', action: 'ecs:ExecuteCommand', resource: TASK, context: { ...tag, 'ecs:container-name': 'side' } },
    { name: 'another container through the cluster', action: 'ecs:ExecuteCommand', resource: `arn:aws:ecs:${ACCOUNT}:cluster/edge`, context: { 'ecs:container-name': 'side' } },
    { name: 'tasks of another service', action: 'ecs:ExecuteCommand', resource: TASK, context: { ...other, 'ecs:container-name': 'main' } },
    { name: 'the state of tasks of another service', action: 'ecs:DescribeTasks', resource: TASK, context: other },
    { name: 'tasks of another cluster', action: 'ecs:ExecuteCommand', resource: TASK.replace('/edge/', '/other/'), context: { ...tag, 'ecs:container-name': 'main' } },
  ];
};
