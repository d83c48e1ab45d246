import { App, aws_ec2 as ec2, aws_ecs as ecs, aws_iam as iam, aws_kms as kms, aws_logs as logs, aws_s3 as s3, Stack } from 'aws-cdk-lib';
import { Ec2CapacityCluster, ExecConfiguration } from '../../src';
import { BUCKET_KEY, forbiddenToCaller, Need, OF_TASK, ofCaller, SESSION_KEY, WITHOUT_RESOURCE } from './support/needs';
import { ablations, allows, policyOf, Statement } from './support/policy';
import { IMAGE, onlyResource } from '../support/stacks';

type Feature = keyof typeof OF_TASK;

const key = (scope: Stack) => kms.Key.fromKeyArn(scope, 'SessionKey', SESSION_KEY);
const logGroup = (scope: Stack) => logs.LogGroup.fromLogGroupName(scope, 'Sessions', 'sessions');
const bucket = (scope: Stack, encryptionKey?: kms.IKey) => s3.Bucket.fromBucketAttributes(scope, 'Sessions', { bucketName: 'sessions', encryptionKey });
const bucketKey = (scope: Stack) => kms.Key.fromKeyArn(scope, 'BucketKey', BUCKET_KEY);

const CONFIGURATIONS: [string, Feature[], (scope: Stack) => ExecConfiguration | undefined][] = [
  ['nothing configured', ['session'], () => undefined],
  ['sessions not logged', ['session'], () => ExecConfiguration.notLogged()],
  ['a log group', ['session', 'logGroup'], (scope) => ExecConfiguration.loggedToLogGroup(logGroup(scope))],
  ['the log group of the task', ['session', 'logGroup'], () => ExecConfiguration.loggedWithTask()],
  ['a bucket', ['session', 'bucket'], (scope) => ExecConfiguration.loggedToBucket(bucket(scope), { keyPrefix: 'exec' })],
  ['a bucket with a key', ['session', 'bucket', 'bucketKey'],
    (scope) => ExecConfiguration.loggedToBucket(bucket(scope, bucketKey(scope)), { keyPrefix: 'exec' })],
  ['encrypted sessions', ['session', 'sessionKey'], (scope) => ExecConfiguration.notLogged({ encryptionKey: key(scope) })],
  ['encrypted sessions in a log group', ['session', 'logGroup', 'sessionKey'],
    (scope) => ExecConfiguration.loggedToLogGroup(logGroup(scope), { encryptionKey: key(scope) })],
  ['everything', ['session', 'bucket', 'bucketKey', 'sessionKey'],
    (scope) => ExecConfiguration.loggedToBucket(bucket(scope, bucketKey(scope)), { keyPrefix: 'exec', encryptionKey: key(scope) })],
];

function policies(configure: (scope: Stack) => ExecConfiguration | undefined) {
  const stack = new Stack(new App({ treeMetadata: false }), 'Test', { env: { account: '123456789012', region: 'us-east-1' } });
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-1', availabilityZones: ['a'], privateSubnetIds: ['subnet-1'], privateSubnetRouteTableIds: ['rtb-1'],
  });
  const execConfiguration = configure(stack);
  const cluster = new Ec2CapacityCluster(stack, 'Cluster', { vpc, clusterName: 'edge', execConfiguration });
  cluster.addCapacity('Edge');
  // the log group of the task is that of the table too
  const logging = ecs.LogDriver.awsLogs({ logGroup: logs.LogGroup.fromLogGroupName(stack, 'TaskLogs', 'sessions'), streamPrefix: 'main' });
  const service = cluster.addHostModeService('Proxy', { image: IMAGE, logging });
  service.grantExecuteCommand(new iam.User(stack, 'OnCall'));
  const [{ Key: name, Value: value }] = onlyResource(stack, 'AWS::ECS::Service').Properties.Tags as { Key: string; Value: string }[];
  return { task: policyOf(stack, 'ProxyTaskDefinitionTaskRole'), caller: policyOf(stack, 'OnCall'), tag: { [`aws:ResourceTag/${name}`]: value } };
}

function unmet(statements: Statement[], needs: readonly Need[]): string[] {
  return needs.filter((need) => !allows(statements, need)).map(({ name }) => name);
}

describe.each(CONFIGURATIONS)('with %s', (_, features, configure) => {
  const { task, caller, tag } = policies(configure);
  const ofTask: Need[] = features.flatMap((feature) => OF_TASK[feature] as Need[]);
  const callers = ofCaller(tag);
  const needsOfCaller: Need[] = [...callers.session, ...features.includes('sessionKey') ? callers.sessionKey : []];

  test('tasks and callers are allowed what they need', () => {
    expect([...unmet(task, ofTask), ...unmet(caller, needsOfCaller)]).toEqual([]);
  });

  test('no action and no resource of a task can be taken away', () => {
    expect(ablations(task, ['actions', 'resources']).filter(([, left]) => unmet(left, ofTask).length === 0).map(([name]) => name)).toEqual([]);
  });

  test('no action and no resource of a caller can be taken away', () => {
    expect(ablations(caller, ['actions', 'resources']).filter(([, left]) => unmet(left, needsOfCaller).length === 0).map(([name]) => name)).toEqual([]);
  });

  test('callers are kept from the rest, and no condition can be taken away', () => {
    const open = (statements: Statement[]) => forbiddenToCaller(tag).filter((request) => allows(statements, request)).map(({ name }) => name);
    expect(open(caller)).toEqual([]);
    expect(ablations(caller, ['equals']).filter(([, left]) => open(left).length === 0).map(([name]) => name)).toEqual([]);
  });

  test('every resource that has a name is named', () => {
    const everything = [...task, ...caller].filter(({ resources }) => resources.includes('*')).flatMap(({ actions }) => actions);
    expect(everything.filter((action) => !WITHOUT_RESOURCE.has(action))).toEqual([]);
  });
});
