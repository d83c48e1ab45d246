import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { CreateVpcCommand, EC2Client } from '@aws-sdk/client-ec2';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { zipOf } from '../../../src/lambda/zip';
import { startStackLab, type StackLab } from './stack-lab';

// what integ-tests-alpha synthesizes for awsApiCall, with its own handler

let it: StackLab;
before(async () => {
  it = await startStackLab();
  const provider = dirname(createRequire(__filename).resolve('@aws-cdk/integ-tests-alpha/package.json'));
  const handler = readFileSync(join(provider, 'lib/assertions/providers/lambda-handler.bundle/index.js'), 'utf8');
  const s3 = new S3Client(it.lab.clientOptions);
  await s3.send(new CreateBucketCommand({ Bucket: 'assets' }));
  await s3.send(new PutObjectCommand({ Bucket: 'assets', Key: 'handler.zip', Body: zipOf({ 'index.js': handler }) }));
  await new EC2Client(it.lab.clientOptions).send(new CreateVpcCommand({ CidrBlock: '10.9.0.0/16' }));
});
after(() => it.stop());

const att = (id: string, name: string) => ({ 'Fn::GetAtt': [id, name] });
const role = (service: string, ...actions: string[]) => ({ Type: 'AWS::IAM::Role', Properties: {
  AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: service } }] },
  ManagedPolicyArns: [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole' }],
  Policies: [{ PolicyName: 'Inline', PolicyDocument: { Version: '2012-10-17', Statement: [{ Action: actions, Effect: 'Allow', Resource: ['*'] }] } }],
} });
const handlerOf = (name: string) => ({ Type: 'AWS::Lambda::Function', Properties: {
  Runtime: 'nodejs22.x', Code: { S3Bucket: 'assets', S3Key: 'handler.zip' }, Timeout: 120, Handler: `index.${name}`, Role: att('Role', 'Arn'),
} });
const call = (more: object) => ({ Type: 'Custom::DeployAssert@SdkCallEC2describeVpcs', Properties: {
  ServiceToken: att('Handler', 'Arn'), service: 'EC2', api: 'describeVpcs', flattenResponse: 'false', salt: '1', ...more,
} });
const base = { Role: role('lambda.amazonaws.com', 'ec2:DescribeVpcs', 'states:StartExecution'), Handler: handlerOf('handler') };
const outputs = { Result: { Value: att('Call', 'assertion') } };
const expecting = (CidrBlock: string) => JSON.stringify({ $ObjectLike: { Vpcs: { $ArrayWith: [{ $ObjectLike: { CidrBlock } }] } } });

test('an assertion on an API call is judged by the handler of integ-tests', async () => {
  const passed = await it.deploy('passed', { ...base, Call: call({ expected: expecting('10.9.0.0/16') }) }, outputs);
  assert.match(it.outputs(passed)['Result'] ?? '', /"status":"success"/);
  const failed = await it.deploy('failed', { ...base, Call: call({ expected: expecting('10.8.0.0/16') }) }, outputs);
  assert.match(it.outputs(failed)['Result'] ?? '', /"status":"fail"/);
});

const waiter = (attempts: number) => ({
  ...base, Complete: handlerOf('isComplete'), TimedOut: handlerOf('onTimeout'),
  MachineRole: role('states.amazonaws.com', 'lambda:InvokeFunction'),
  Machine: { Type: 'AWS::StepFunctions::StateMachine', DependsOn: ['MachineRole'], Properties: {
    RoleArn: att('MachineRole', 'Arn'),
    DefinitionString: { 'Fn::Sub': ['{"StartAt":"complete","States":{"complete":{"End":true,"Retry":[{"ErrorEquals":["States.ALL"],"IntervalSeconds":1,'
      + `"MaxAttempts":${attempts},"BackoffRate":1}],"Catch":[{"ErrorEquals":["States.ALL"],"Next":"timeout"}],"Type":"Task","Resource":"\${Complete}"},`
      + '"timeout":{"End":true,"Type":"Task","Resource":"${TimedOut}"}}}', { Complete: att('Complete', 'Arn'), TimedOut: att('TimedOut', 'Arn') }] },
  } },
});

test('a waiter tries until the assertion holds, and tells when it never does', async () => {
  const waiting = it.deploy('waiting', { ...waiter(5), Call: call({ expected: expecting('10.7.0.0/16'), stateMachineArn: { Ref: 'Machine' } }) }, outputs);
  await new EC2Client(it.lab.clientOptions).send(new CreateVpcCommand({ CidrBlock: '10.7.0.0/16' }));
  assert.match(it.outputs(await waiting)['Result'] ?? '', /"status":"success"/);
  await assert.rejects(it.deploy('late', { ...waiter(1), Call: call({ expected: expecting('10.6.0.0/16'), stateMachineArn: { Ref: 'Machine' } }) }, outputs),
    /Call: Received response status \[FAILED\] from custom resource\. Message returned: Operation timed out/);
});
