import { aws_kms as kms, aws_logs as logs, aws_s3 as s3 } from 'aws-cdk-lib';
import { ExecConfiguration } from '../../src';
import { clusterStack, IMAGE, onlyResource, statementsOf } from '../support/stacks';

const CHANNELS = expect.objectContaining({
  Action: ['ssmmessages:CreateControlChannel', 'ssmmessages:CreateDataChannel', 'ssmmessages:OpenControlChannel', 'ssmmessages:OpenDataChannel'],
  Resource: '*',
});

function taskRole(configure?: (stack: ReturnType<typeof clusterStack>['stack']) => ExecConfiguration, context?: Record<string, unknown>) {
  const outer = clusterStack({}, context);
  const { stack, cluster } = configure ? clusterStack({ execConfiguration: configure(outer.stack) }, context) : outer;
  cluster.addCapacity('Edge');
  cluster.addHostModeService('Proxy', { image: IMAGE });
  return { stack, statements: statementsOf(stack, 'ProxyTaskDefinitionTaskRole') };
}

const bucket = (stack: Parameters<typeof s3.Bucket.fromBucketName>[0]) => s3.Bucket.fromBucketName(stack, 'Sessions', 'sessions');
const group = (stack: Parameters<typeof s3.Bucket.fromBucketName>[0]) => logs.LogGroup.fromLogGroupName(stack, 'Sessions', 'sessions');
const key = (stack: Parameters<typeof s3.Bucket.fromBucketName>[0]) => kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:123456789012:key/k');

test.each([false, true])('needs the four message channels and nothing else while nothing is configured (reduced permissions: %s)', (flag) => {
  const context = { '@aws-cdk/aws-ecs:reduceEc2FargateCloudWatchPermissions': flag };
  expect(taskRole(undefined, context).statements).toEqual([CHANNELS]);
  expect(taskRole(() => ExecConfiguration.notLogged(), context).statements).toEqual([CHANNELS]);
});

test('writes the log group of the task when sessions are logged there', () => {
  const { statements } = taskRole(() => ExecConfiguration.loggedWithTask());
  expect(statements).toHaveLength(3);
  expect(JSON.stringify(statements[2])).toMatch(/log-group:.*ProxyLogGroup/);
});

test('writes one log group when sessions are logged into it', () => {
  const { stack, statements } = taskRole((scope) => ExecConfiguration.loggedToLogGroup(group(scope), { requireEncryptedLogGroup: true }));
  expect(statements.map(({ Action }) => Action)).toEqual([
    expect.anything(), 'logs:DescribeLogGroups', ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
  ]);
  expect(JSON.stringify(statements[2].Resource)).toContain(':log-group:sessions:*');
  expect(onlyResource(stack, 'AWS::ECS::Cluster').Properties.Configuration).toEqual({ ExecuteCommandConfiguration: {
    Logging: 'OVERRIDE', LogConfiguration: { CloudWatchLogGroupName: 'sessions', CloudWatchEncryptionEnabled: true },
  } });
});

test('writes below the prefix of the bucket when sessions are logged into it', () => {
  const { stack, statements } = taskRole((scope) => ExecConfiguration.loggedToBucket(bucket(scope), { keyPrefix: 'exec' }));
  expect(statements.map(({ Action }) => Action)).toEqual([expect.anything(), ['s3:GetBucketLocation', 's3:GetEncryptionConfiguration'], 's3:PutObject']);
  expect(JSON.stringify(statements[2].Resource)).toContain(':s3:::sessions/exec/*');
  expect(onlyResource(stack, 'AWS::ECS::Cluster').Properties.Configuration).toEqual({ ExecuteCommandConfiguration: {
    Logging: 'OVERRIDE', LogConfiguration: { S3BucketName: 'sessions', S3KeyPrefix: 'exec', S3EncryptionEnabled: true },
  } });
});

test('decrypts with the key of the sessions, and generates nothing with it', () => {
  const { statements } = taskRole((scope) => ExecConfiguration.notLogged({ encryptionKey: key(scope) }));
  expect(statements).toEqual([CHANNELS, expect.objectContaining({ Action: 'kms:Decrypt', Resource: 'arn:aws:kms:us-east-1:123456789012:key/k' })]);
});
