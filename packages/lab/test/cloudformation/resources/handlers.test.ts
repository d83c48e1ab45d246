import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeAddressesCommand, DescribeInstancesCommand, DescribeLaunchTemplatesCommand, DescribeNatGatewaysCommand, DescribeSecurityGroupsCommand,
  DescribeVpcsCommand, EC2Client,
} from '@aws-sdk/client-ec2';
import { GetRoleCommand, GetRolePolicyCommand, IAMClient, ListAttachedRolePoliciesCommand, ListRolesCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, GetBucketEncryptionCommand, ListBucketsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { LAB_IMAGE_ID } from '../../../src/lab-image';
import { zipOf } from '../../../src/lambda/zip';
import { startStackLab, type StackLab } from './stack-lab';

let it: StackLab;
let ec2: EC2Client;
let iam: IAMClient;
let s3: S3Client;
before(async () => {
  it = await startStackLab();
  [ec2, iam, s3] = [new EC2Client(it.lab.clientOptions), new IAMClient(it.lab.clientOptions), new S3Client(it.lab.clientOptions)];
});
after(() => it.stop());

const ref = (Ref: string) => ({ Ref });
const att = (id: string, name: string) => ({ 'Fn::GetAtt': [id, name] });
const output = (Value: unknown) => ({ Value });
const trust = (Service: string) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }] });

const network = {
  Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16', EnableDnsHostnames: true, EnableDnsSupport: true, InstanceTenancy: 'default', Tags: [{ Key: 'Name', Value: 'v' }] } },
  Igw: { Type: 'AWS::EC2::InternetGateway' },
  Attachment: { Type: 'AWS::EC2::VPCGatewayAttachment', Properties: { VpcId: ref('Vpc'), InternetGatewayId: ref('Igw') } },
  Public: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: ref('Vpc'), CidrBlock: '10.0.0.0/24', AvailabilityZone: { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }, MapPublicIpOnLaunch: true } },
  Private: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: ref('Vpc'), CidrBlock: '10.0.100.0/24', AvailabilityZone: { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] } } },
  Table: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: ref('Vpc') } },
  Association: { Type: 'AWS::EC2::SubnetRouteTableAssociation', Properties: { RouteTableId: ref('Table'), SubnetId: ref('Private') } },
  Eip: { Type: 'AWS::EC2::EIP', DependsOn: 'Attachment', Properties: { Domain: 'vpc' } },
  Nat: { Type: 'AWS::EC2::NatGateway', DependsOn: 'Attachment', Properties: { AllocationId: att('Eip', 'AllocationId'), SubnetId: ref('Public') } },
  Route: { Type: 'AWS::EC2::Route', Properties: { RouteTableId: ref('Table'), DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: ref('Nat') } },
  Group: { Type: 'AWS::EC2::SecurityGroup', Properties: {
    VpcId: ref('Vpc'), GroupDescription: 'capacity', SecurityGroupEgress: [{ CidrIp: '0.0.0.0/0', IpProtocol: '-1', Description: 'all' }],
    SecurityGroupIngress: [{ CidrIp: '0.0.0.0/0', IpProtocol: 'tcp', FromPort: 80, ToPort: 80 }],
  } },
  Own: { Type: 'AWS::EC2::SecurityGroupIngress', Properties: { GroupId: att('Group', 'GroupId'), IpProtocol: 'tcp', FromPort: 81, ToPort: 81, SourceSecurityGroupId: att('Group', 'GroupId') } },
};
const capacity = {
  ...network,
  Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust('ec2.amazonaws.com') } },
  Profile: { Type: 'AWS::IAM::InstanceProfile', Properties: { Roles: [ref('Role')] } },
  Template: { Type: 'AWS::EC2::LaunchTemplate', Properties: {
    LaunchTemplateData: {
      ImageId: LAB_IMAGE_ID, InstanceType: 't3.medium', IamInstanceProfile: { Arn: att('Profile', 'Arn') }, SecurityGroupIds: [att('Group', 'GroupId')],
      MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 }, UserData: { 'Fn::Base64': 'echo hi' },
      TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: 'capacity' }] }],
    },
    TagSpecifications: [{ ResourceType: 'launch-template', Tags: [{ Key: 'Name', Value: 'template' }] }],
  } },
  Asg: { Type: 'AWS::AutoScaling::AutoScalingGroup', DependsOn: ['Route', 'Association'], Properties: {
    MinSize: '1', MaxSize: '2', VPCZoneIdentifier: [ref('Private')], LaunchTemplate: { LaunchTemplateId: ref('Template'), Version: att('Template', 'LatestVersionNumber') },
  } },
};

test('a network with an Auto Scaling group comes up, changes, and goes without a rest', async () => {
  const created = await it.deploy('capacity', capacity, { Ip: output(ref('Eip')), Group: output(ref('Asg')), Default: output(att('Vpc', 'DefaultSecurityGroup')), Version: output(att('Template', 'LatestVersionNumber')) });
  const { Ip, Group, Default, Version } = it.outputs(created);
  assert.match(Ip ?? '', /^198\.51\.100\.\d+$/);
  assert.match(Default ?? '', /^sg-/);
  assert.equal(Version, '1');
  assert.deepEqual(it.machines.launched.map(({ privateIpAddress, roleArn, userData }) => [privateIpAddress, roleArn?.startsWith('arn:aws:iam::123456789012:role/capacity-Role-'), userData]), [['10.0.100.120', true, 'echo hi']]);
  const { AutoScalingGroups: [group] = [] } = await new AutoScalingClient(it.lab.clientOptions).send(new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [Group ?? ''] }));
  assert.equal(group?.Instances?.[0]?.LifecycleState, 'InService');
  assert.ok(group?.Tags?.some(({ Key, Value }) => Key === 'project' && Value === 'lab'));
  const { Vpcs: [vpc] = [] } = await ec2.send(new DescribeVpcsCommand({ Filters: [{ Name: 'tag:aws:cloudformation:logical-id', Values: ['Vpc'] }] }));
  assert.ok(vpc, 'the VPC has the tags of its stack');

  const changed = await it.deploy('capacity', {
    ...capacity,
    Group: { ...capacity.Group, Properties: { ...capacity.Group.Properties, SecurityGroupIngress: [{ CidrIp: '10.0.0.0/16', IpProtocol: 'tcp', FromPort: 8080, ToPort: 8080 }] } },
    Template: { ...capacity.Template, Properties: { ...capacity.Template.Properties, LaunchTemplateData: { ...capacity.Template.Properties.LaunchTemplateData, InstanceType: 't3.large' } } },
    Asg: { ...capacity.Asg, Properties: { ...capacity.Asg.Properties, MinSize: '2' } },
  }, { Group: output(att('Group', 'GroupId')), Version: output(att('Template', 'LatestVersionNumber')) });
  assert.equal(it.outputs(changed)['Version'], '2');
  assert.deepEqual(it.machines.launched.map(({ instanceType }) => instanceType), ['t3.medium', 't3.large']);
  const { SecurityGroups: [rules] = [] } = await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [it.outputs(changed)['Group'] ?? ''] }));
  assert.deepEqual(rules?.IpPermissions?.map(({ FromPort }) => FromPort).sort(), [8080, 81]);

  await it.destroy('capacity');
  assert.equal(it.machines.running.size, 0);
  assert.deepEqual((await ec2.send(new DescribeVpcsCommand({}))).Vpcs, []);
  assert.deepEqual((await ec2.send(new DescribeAddressesCommand({}))).Addresses, []);
  assert.deepEqual((await ec2.send(new DescribeLaunchTemplatesCommand({}))).LaunchTemplates, []);
  assert.deepEqual((await ec2.send(new DescribeNatGatewaysCommand({}))).NatGateways?.map(({ State }) => State), ['deleted']);
});

test('a group whose instances cannot start fails with the reason and is rolled back', async () => {
  it.machines.fails = 'no space left on device';
  await assert.rejects(it.deploy('broken', capacity), /ROLLBACK_COMPLETE: Asg: Group did not stabilize\. Last scaling activity: Server\.InternalError: no space left on device\. Launching EC2 instance failed\./);
  it.machines.fails = undefined;
  assert.deepEqual((await ec2.send(new DescribeVpcsCommand({}))).Vpcs, []);
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ Filters: [{ Name: 'instance-state-name', Values: ['pending', 'running', 'shutting-down'] }] }));
  assert.deepEqual(Reservations, []);
});

test('a single instance comes up and goes', async () => {
  const stack = await it.deploy('single', {
    ...network,
    Box: { Type: 'AWS::EC2::Instance', Properties: { ImageId: LAB_IMAGE_ID, InstanceType: 't3.small', SubnetId: ref('Private'), SecurityGroupIds: [ref('Group')], Monitoring: false } },
  }, { Ip: output(att('Box', 'PrivateIp')) });
  assert.equal(it.outputs(stack)['Ip'], '10.0.100.120');
  await it.destroy('single');
  assert.equal(it.machines.running.size, 0);
});

test('roles and policies say what the template says, before and after a change', async () => {
  const statement = (Action: string) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
  const roles = (managed: string[], inline: string, attached: string) => ({
    Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'worker', AssumeRolePolicyDocument: trust('ecs-tasks.amazonaws.com'), ManagedPolicyArns: managed, Policies: [{ PolicyName: inline, PolicyDocument: statement('logs:*') }], Tags: [{ Key: 'a', Value: '1' }] } },
    Policy: { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'own', PolicyDocument: statement(attached), Roles: [ref('Role')] } },
    Managed: { Type: 'AWS::IAM::ManagedPolicy', Properties: { ManagedPolicyName: 'shared', PolicyDocument: statement(attached), Roles: [ref('Role')] } },
  });
  const AWS = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
  await it.deploy('roles', roles([AWS], 'first', 's3:Get*'), { Arn: output(att('Role', 'Arn')) });
  const attached = async () => (await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: 'worker' }))).AttachedPolicies?.map(({ PolicyName }) => PolicyName).sort();
  assert.deepEqual(await attached(), ['AWSLambdaBasicExecutionRole', 'shared']);
  await it.deploy('roles', roles([], 'second', 's3:Put*'));
  assert.deepEqual(await attached(), ['shared']);
  const own = await iam.send(new GetRolePolicyCommand({ RoleName: 'worker', PolicyName: 'own' }));
  assert.match(decodeURIComponent(own.PolicyDocument ?? ''), /s3:Put\*/);
  await assert.rejects(iam.send(new GetRolePolicyCommand({ RoleName: 'worker', PolicyName: 'first' })), { name: 'NoSuchEntityException' });
  assert.ok((await iam.send(new GetRoleCommand({ RoleName: 'worker' }))).Role?.Tags?.some(({ Key }) => Key === 'a'));
  await it.destroy('roles');
  assert.ok(!(await iam.send(new ListRolesCommand({}))).Roles?.some(({ RoleName }) => RoleName === 'worker'));
});

test('what cdk bootstrap makes of buckets, keys and parameters is there and keeps its names', async () => {
  const resources = (value: string) => ({
    Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: ref('AWS::AccountId') }, Action: 'kms:*', Resource: '*' }] } } },
    Alias: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/assets', TargetKeyId: ref('Key') } },
    Bucket: { Type: 'AWS::S3::Bucket', Properties: {
      BucketName: 'assets-bucket', AccessControl: 'Private', VersioningConfiguration: { Status: 'Enabled' },
      BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: att('Key', 'Arn') } }] },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
      LifecycleConfiguration: { Rules: [{ Id: 'old', Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: 30 } }, { Id: 'parts', Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } }] },
    } },
    Policy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: ref('Bucket'), PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: att('Bucket', 'Arn'), Condition: { Bool: { 'aws:SecureTransport': 'false' } } }] } } },
    Parameter: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/bootstrap/version', Type: 'String', Value: value } },
  });
  const stack = await it.deploy('bootstrap', resources('32'), { Domain: output(att('Bucket', 'RegionalDomainName')), Key: output(att('Key', 'Arn')) });
  assert.equal(it.outputs(stack)['Domain'], 'assets-bucket.s3.us-east-1.amazonaws.com');
  const encryption = await s3.send(new GetBucketEncryptionCommand({ Bucket: 'assets-bucket' }));
  assert.equal(encryption.ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault?.KMSMasterKeyID, it.outputs(stack)['Key']);
  await it.deploy('bootstrap', resources('33'));
  const { Parameter: parameter } = await new SSMClient(it.lab.clientOptions).send(new GetParameterCommand({ Name: '/bootstrap/version' }));
  assert.deepEqual([parameter?.Value, parameter?.Version], ['33', 2]);
  await it.destroy('bootstrap');
  assert.ok(!(await s3.send(new ListBucketsCommand({}))).Buckets?.some(({ Name }) => Name === 'assets-bucket'));
});

test('inline functions answer custom resources through cfn-response, and state machines and log groups come and go', async () => {
  const resources = (word: string, days: number) => ({
    Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust('lambda.amazonaws.com'), ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'] } },
    Function: { Type: 'AWS::Lambda::Function', Properties: {
      Runtime: 'nodejs22.x', Handler: 'index.handler', Role: att('Role', 'Arn'), Environment: { Variables: { WORD: word } },
      Code: { ZipFile: 'const r = require("cfn-response"); exports.handler = (event, context) => r.send(event, context, r.SUCCESS, { word: process.env.WORD + event.ResourceProperties.n });' },
    } },
    Permission: { Type: 'AWS::Lambda::Permission', Properties: { FunctionName: att('Function', 'Arn'), Action: 'lambda:InvokeFunction', Principal: 'states.amazonaws.com' } },
    Machine: { Type: 'AWS::StepFunctions::StateMachine', Properties: {
      RoleArn: att('Role', 'Arn'), DefinitionSubstitutions: { f: att('Function', 'Arn') }, DefinitionString: '{"StartAt":"a","States":{"a":{"Type":"Task","Resource":"${f}","End":true}}}',
    } },
    Custom: { Type: 'Custom::Word', Properties: { ServiceToken: att('Function', 'Arn'), n: 7 } },
    Logs: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/app', RetentionInDays: days } },
  });
  const outputs = { Word: output(att('Custom', 'word')), Logs: output(att('Logs', 'Arn')) };
  const stack = await it.deploy('serverless', resources('a', 7), outputs);
  assert.deepEqual(it.outputs(stack), { Word: 'a7', Logs: 'arn:aws:logs:us-east-1:123456789012:log-group:/app:*' });
  await it.deploy('serverless', resources('b', 14), outputs);
  const logs = new CloudWatchLogsClient(it.lab.clientOptions);
  assert.equal((await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/app' }))).logGroups?.[0]?.retentionInDays, 14);
  await it.destroy('serverless');
  assert.deepEqual((await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/app' }))).logGroups, []);
});

test('the default security group provider of aws-cdk-lib empties the group with the permissions of its own role', async () => {
  const handlers = join(dirname(createRequire(__filename).resolve('aws-cdk-lib/package.json')), 'custom-resource-handlers/dist');
  await s3.send(new CreateBucketCommand({ Bucket: 'provider' }));
  await s3.send(new PutObjectCommand({ Bucket: 'provider', Key: 'code.zip', Body: zipOf({
    '__entrypoint__.js': readFileSync(join(handlers, 'core/nodejs-entrypoint-handler/index.js'), 'utf8'),
    'index.js': readFileSync(join(handlers, 'aws-ec2/restrict-default-security-group-handler/index.js'), 'utf8'),
  }) }));
  const actions = ['AuthorizeSecurityGroupIngress', 'AuthorizeSecurityGroupEgress', 'RevokeSecurityGroupIngress', 'RevokeSecurityGroupEgress'];
  const stack = await it.deploy('restricted', {
    Vpc: network.Vpc,
    Role: { Type: 'AWS::IAM::Role', Properties: {
      AssumeRolePolicyDocument: trust('lambda.amazonaws.com'), ManagedPolicyArns: [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole' }],
      Policies: [{ PolicyName: 'Inline', PolicyDocument: { Version: '2012-10-17', Statement: [{
        Effect: 'Allow', Action: actions.map((action) => `ec2:${action}`),
        Resource: [{ 'Fn::Sub': ['arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:security-group/${Group}', { Group: att('Vpc', 'DefaultSecurityGroup') }] }],
      }] } }],
    } },
    Provider: { Type: 'AWS::Lambda::Function', Properties: { Code: { S3Bucket: 'provider', S3Key: 'code.zip' }, Timeout: 900, MemorySize: 128, Handler: '__entrypoint__.handler', Role: att('Role', 'Arn'), Runtime: 'nodejs22.x' } },
    Restrict: { Type: 'Custom::VpcRestrictDefaultSG', Properties: { ServiceToken: att('Provider', 'Arn'), DefaultSecurityGroupId: att('Vpc', 'DefaultSecurityGroup'), Account: ref('AWS::AccountId') } },
  }, { Group: output(att('Vpc', 'DefaultSecurityGroup')) });
  const rules = async () => {
    const { SecurityGroups: [group] = [] } = await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [it.outputs(stack)['Group'] ?? ''] }));
    return [group?.IpPermissions?.length, group?.IpPermissionsEgress?.length];
  };
  assert.deepEqual(await rules(), [0, 0]);
  await it.destroy('restricted');
});

test('what is not mapped is refused by name before anything is made: properties, values, members inside them', async () => {
  const refused = async (resources: object, text: RegExp) => {
    await assert.rejects(it.deploy('refused', { First: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: 'x' } }, ...resources }), text);
    await assert.rejects(it.cloudFormation.send(new DescribeStacksCommand({ StackName: 'refused' })), /does not exist/);
  };
  await refused({ Bucket: { Type: 'AWS::S3::Bucket', Properties: { WebsiteConfiguration: { IndexDocument: 'index.html' } } } },
    /Resource Bucket: WebsiteConfiguration of AWS::S3::Bucket is not supported by this lab; supported there: AccessControl/);
  await refused({ Bucket: { Type: 'AWS::S3::Bucket', Properties: { AccessControl: 'PublicRead' } } }, /Resource Bucket: AccessControl "PublicRead" of AWS::S3::Bucket is not supported/);
  await refused({ Template: { Type: 'AWS::EC2::LaunchTemplate', Properties: { LaunchTemplateData: { KeyName: 'mine' } } } },
    /Resource Template: KeyName of LaunchTemplateData is not supported by this lab/);
  await refused({ Topic: { Type: 'AWS::SNS::Topic', Properties: { FifoTopic: true } } }, /Resource Topic: FifoTopic of AWS::SNS::Topic is not supported/);
  await refused({
    Topic: { Type: 'AWS::SNS::Topic' }, Mail: { Type: 'AWS::SNS::Subscription', Properties: { TopicArn: ref('Topic'), Protocol: 'email', Endpoint: 'a@example.com' } },
  }, /Resource Mail: Protocol "email" of AWS::SNS::Subscription is not supported/);
  await refused({ Group: { Type: 'AWS::AutoScaling::AutoScalingGroup', UpdatePolicy: { AutoScalingRollingUpdate: { MinActiveInstancesPercent: 50 } }, Properties: { MinSize: '0', MaxSize: '0' } } },
    /AutoScalingRollingUpdate of resource Group has MinActiveInstancesPercent, which has no behaviour in the lab/);
});

test('a function of a runtime that the lab cannot run fails by name', async () => {
  await assert.rejects(it.deploy('foreign', {
    Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust('lambda.amazonaws.com') } },
    Function: { Type: 'AWS::Lambda::Function', Properties: { Runtime: 'ruby3.3', Handler: 'index.handler', Role: att('Role', 'Arn'), Code: { ZipFile: 'pass' } } },
  }), /Lambda function foreign-Function-\w+ has the runtime ruby3\.3/);
});
