import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CreateChangeSetCommand, DescribeChangeSetCommand } from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { startStackLab, type StackLab } from './stack-lab';

let it: StackLab;
before(async () => { it = await startStackLab(); });
after(() => it.stop());

async function outcome(StackName: string, Resources: object): Promise<readonly (string | undefined)[]> {
  const ChangeSetName = 'c';
  await it.cloudFormation.send(new CreateChangeSetCommand({
    StackName, ChangeSetName, ChangeSetType: 'CREATE', ImportExistingResources: true, TemplateBody: JSON.stringify({ Resources }), Capabilities: ['CAPABILITY_NAMED_IAM'],
  }));
  const { Status, StatusReason } = await it.cloudFormation.send(new DescribeChangeSetCommand({ StackName, ChangeSetName }));
  return [Status, StatusReason];
}

test('ImportExistingResources is taken where nothing exists, and refuses by name what the lab would have to take over', async () => {
  const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
  const fresh = {
    Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'fresh-bucket' } }, Group: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/fresh' } },
    Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'fresh', AssumeRolePolicyDocument: trust } },
    Profile: { Type: 'AWS::IAM::InstanceProfile', Properties: { InstanceProfileName: 'fresh', Roles: [{ Ref: 'Role' }] } },
    Parameter: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/fresh', Type: 'String', Value: 'x' } },
    Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'fresh' } },
    Template: { Type: 'AWS::EC2::LaunchTemplate', Properties: { LaunchTemplateName: 'fresh', LaunchTemplateData: { InstanceType: 't3.micro' } } },
    Unnamed: { Type: 'AWS::S3::Bucket' },
  };
  assert.deepEqual(await outcome('fresh', fresh), ['CREATE_COMPLETE', undefined]);
  await new S3Client({ ...it.lab.clientOptions, forcePathStyle: true }).send(new CreateBucketCommand({ Bucket: 'kept-bucket' }));
  assert.deepEqual(await outcome('taking', { Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'kept-bucket' } } }), ['FAILED',
    'ImportExistingResources: resource Bucket (AWS::S3::Bucket kept-bucket) exists already, and this lab cannot take over existing resources: '
    + 'remove it, or give the resource another name']);
  await new SSMClient(it.lab.clientOptions).send(new PutParameterCommand({ Name: '/kept', Type: 'String', Value: 'v' }));
  assert.equal((await outcome('also', { P: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/kept', Type: 'String', Value: 'x' } } }))[0], 'FAILED');
});
