import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  AutoScalingClient, DescribeAutoScalingGroupsCommand, DescribeLaunchConfigurationsCommand, SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';
import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { LAB_IMAGE_ID } from '../../../src/lab-image';
import { until } from '../../support/until';
import { startStackLab, type StackLab } from './stack-lab';

let it: StackLab;
let client: AutoScalingClient;
before(async () => {
  it = await startStackLab();
  client = new AutoScalingClient(it.lab.clientOptions);
});
after(() => it.stop());

const ref = (Ref: string) => ({ Ref });
const att = (id: string, name: string) => ({ 'Fn::GetAtt': [id, name] });
const role = (service: string, actions: readonly string[]) => ({ Type: 'AWS::IAM::Role', Properties: {
  AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }] },
  Policies: [{ PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] } }],
} });
const DRAIN = `import boto3, json
def handler(event, context):
    message = json.loads(event['Records'][0]['Sns']['Message'])
    if not message.get('EC2InstanceId'):
        return
    boto3.client('autoscaling').complete_lifecycle_action(LifecycleActionResult='CONTINUE',
        **{key: message[key] for key in ('LifecycleHookName', 'LifecycleActionToken', 'AutoScalingGroupName')})
`;

/** What `cluster.addCapacity` of the CDK makes. */
const template = (type: string, more: object = {}) => ({
  Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
  Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: ref('Vpc'), CidrBlock: '10.0.0.0/24', AvailabilityZone: 'us-east-1a' } },
  Configuration: { Type: 'AWS::AutoScaling::LaunchConfiguration', Properties: {
    ImageId: LAB_IMAGE_ID, InstanceType: type, SecurityGroups: [att('Vpc', 'DefaultSecurityGroup')], AssociatePublicIpAddress: false,
    SpotPrice: '0.01', InstanceMonitoring: false, UserData: { 'Fn::Base64': 'echo ECS_CLUSTER=demo' },
  } },
  Group: {
    Type: 'AWS::AutoScaling::AutoScalingGroup', UpdatePolicy: { AutoScalingReplacingUpdate: { WillReplace: true }, AutoScalingScheduledAction: { IgnoreUnmodifiedGroupSizeProperties: true } },
    Properties: { MinSize: '0', MaxSize: '1', DesiredCapacity: '1', LaunchConfigurationName: ref('Configuration'), VPCZoneIdentifier: [ref('Subnet')] },
  },
  ...more,
});
const draining = {
  Topic: { Type: 'AWS::SNS::Topic' },
  FunctionRole: role('lambda.amazonaws.com', ['logs:*', 'autoscaling:CompleteLifecycleAction']),
  Function: { Type: 'AWS::Lambda::Function', Properties: { Runtime: 'python3.13', Timeout: 60, Handler: 'index.handler', Role: att('FunctionRole', 'Arn'), Code: { ZipFile: DRAIN } } },
  Subscription: { Type: 'AWS::SNS::Subscription', Properties: { TopicArn: ref('Topic'), Protocol: 'lambda', Endpoint: att('Function', 'Arn') } },
  HookRole: role('autoscaling.amazonaws.com', ['sns:Publish']),
  Hook: { Type: 'AWS::AutoScaling::LifecycleHook', Properties: {
    AutoScalingGroupName: ref('Group'), LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING', DefaultResult: 'CONTINUE', HeartbeatTimeout: 300,
    NotificationTargetARN: ref('Topic'), RoleARN: att('HookRole', 'Arn'),
  } },
};
const outputs = { Group: { Value: ref('Group') }, Configuration: { Value: ref('Configuration') } };
const describe = async (name = '') =>
  (await client.send(new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] }))).AutoScalingGroups?.[0];

test('a group launches from its launch configuration, and a hook\'s function lets its instances go', async () => {
  const { Group, Configuration } = it.outputs(await it.deploy('classic', template('t3.small', draining), outputs));
  const group = await describe(Group);
  assert.deepEqual([group?.LaunchConfigurationName, group?.LaunchTemplate], [Configuration, undefined]);
  assert.equal(group?.Instances?.[0]?.LaunchConfigurationName, Configuration);
  const { LaunchConfigurations: [configuration] = [] } = await client.send(new DescribeLaunchConfigurationsCommand({ LaunchConfigurationNames: [Configuration ?? ''] }));
  assert.deepEqual([configuration?.SpotPrice, configuration?.InstanceMonitoring?.Enabled], ['0.01', false]);
  const ec2 = new EC2Client(it.lab.clientOptions);
  const { Reservations: [reservation] = [] } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [group?.Instances?.[0]?.InstanceId ?? ''] }));
  assert.equal(reservation?.Instances?.[0]?.InstanceType, 't3.small');

  await client.send(new SetDesiredCapacityCommand({ AutoScalingGroupName: Group, DesiredCapacity: 0 }));
  await until('the instance to be let go', async () => ((await describe(Group))?.Instances?.length === 0 ? true : undefined), 60_000);
  assert.ok(it.lab.logged.some((line) => line.includes('autoscaling:CompleteLifecycleAction') && line.includes('done')));
  await it.destroy('classic');
});

test('WillReplace makes a new group for another configuration; the old one goes when the new one is there', async () => {
  const old = it.outputs(await it.deploy('replaced', template('t3.small'), outputs));
  const now = it.outputs(await it.deploy('replaced', template('t3.medium'), outputs));
  assert.notEqual(now['Group'], old['Group']);
  assert.notEqual(now['Configuration'], old['Configuration']);
  assert.equal(await describe(old['Group']), undefined);
  assert.equal((await describe(now['Group']))?.Instances?.[0]?.InstanceType, 't3.medium');
  await it.destroy('replaced');
  for (const name of [old, now].map(({ Configuration = '' }) => Configuration)) {
    assert.deepEqual((await client.send(new DescribeLaunchConfigurationsCommand({ LaunchConfigurationNames: [name] }))).LaunchConfigurations, []);
  }
});
