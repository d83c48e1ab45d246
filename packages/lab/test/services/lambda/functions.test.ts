import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  AddPermissionCommand, DeleteFunctionCommand, GetFunctionCommand, GetFunctionConfigurationCommand, GetPolicyCommand, InvokeCommand,
  ListFunctionsCommand,
  ListTagsCommand, RemovePermissionCommand, TagResourceCommand, UpdateFunctionCodeCommand, UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { zipOf } from '../../../src/lambda/zip';
import { until } from '../../support/until';
import { ROLE, startLambdaLab, type LambdaTestLab } from './support';

let it: LambdaTestLab;
before(async () => { it = await startLambdaLab(); });
after(() => it.stop());

test('a function runs as a Node process with its environment, context and role', async () => {
  await it.make('hello', `exports.handler = async (event, context) => ({
    event, name: context.functionName, arn: context.invokedFunctionArn, region: process.env.AWS_REGION, word: process.env.WORD,
    key: process.env.AWS_ACCESS_KEY_ID.slice(0, 4), endpoint: process.env.AWS_ENDPOINT_URL, left: context.getRemainingTimeInMillis() > 0, profile: process.env.AWS_PROFILE ?? null,
  });`, { Environment: { Variables: { WORD: 'yes' } } });
  const { error, answer } = await it.call('hello', { a: 1 });
  assert.equal(error, undefined);
  assert.deepEqual(answer, {
    event: { a: 1 }, name: 'hello', arn: 'arn:aws:lambda:us-east-1:123456789012:function:hello', region: 'us-east-1', word: 'yes', key: 'ASIA',
    endpoint: it.lab.endpoint, left: true, profile: null,
  });
});

test('a process stays warm between invocations and is new after a change of code', async () => {
  const counting = (step: number) => `let count = 0; exports.handler = async () => (count += ${step});`;
  await it.make('warm', counting(1));
  assert.deepEqual([(await it.call('warm')).answer, (await it.call('warm')).answer], [1, 2]);
  await it.client.send(new UpdateFunctionCodeCommand({ FunctionName: 'warm', ZipFile: zipOf({ 'index.js': counting(10) }) }));
  assert.equal((await it.call('warm')).answer, 10);
  await it.client.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'warm', Timeout: 7 }));
  assert.equal((await it.call('warm')).answer, 10);
  assert.equal((await it.client.send(new GetFunctionConfigurationCommand({ FunctionName: 'warm' }))).Timeout, 7);
});

test('what a function throws is answered in the shape of Lambda', async () => {
  await it.make('thrower', 'exports.handler = async () => { throw new RangeError("too far"); };');
  const { error, answer, log } = await it.call('thrower');
  assert.equal(error, 'Unhandled');
  const shape = answer as { errorType: string; errorMessage: string; trace: string[] };
  assert.deepEqual([shape.errorType, shape.errorMessage, shape.trace[0]], ['RangeError', 'too far', 'RangeError: too far']);
  assert.match(log, /ERROR\tInvoke Error/);
});

test('a function that takes too long is ended', async () => {
  await it.make('slow', 'exports.handler = () => new Promise((resolve) => setTimeout(resolve, 60000));', { Timeout: 1 });
  const { error, answer } = await it.call('slow');
  assert.equal(error, 'Unhandled');
  assert.match(JSON.stringify(answer), /"errorType":"Sandbox\.Timedout","errorMessage":"RequestId: [0-9a-f-]+ Error: Task timed out after 1\.00 seconds"/);
});

test('a function whose process dies answers an exit error, and the next invocation has a new process', async () => {
  await it.make('dying', 'exports.handler = async ({ die }) => { if (die) process.exit(3); return "alive"; };');
  assert.match(JSON.stringify((await it.call('dying', { die: true })).answer), /Runtime exited with error: exit status 3/);
  assert.equal((await it.call('dying')).answer, 'alive');
});

test('missing modules, handlers and syntax are told by name', async () => {
  const failing = async (name: string, source: string, Handler = 'index.handler') => {
    await it.make(name, source, { Handler });
    return (await it.call(name)).answer as { errorType: string; errorMessage: string };
  };
  assert.equal((await failing('no-file', '', 'other.handler')).errorMessage, "Error: Cannot find module 'other'");
  assert.equal((await failing('no-handler', 'exports.other = 1;')).errorMessage, 'index.handler is undefined or not exported');
  assert.equal((await failing('no-syntax', 'exports.handler = async () => {')).errorType, 'Runtime.UserCodeSyntaxError');
  assert.match((await failing('no-module', 'exports.handler = async () => require("@aws-sdk/client-nowhere");')).errorMessage, /npm install @aws-sdk\/client-nowhere/);
});

test('callbacks and ES modules work', async () => {
  await it.make('callback', 'exports.handler = (event, context, callback) => { setTimeout(() => callback(null, "called back"), 1); };');
  await it.make('module', { 'index.mjs': 'import { request } from "https"; export const handler = async () => typeof request;' });
  assert.equal((await it.call('callback')).answer, 'called back');
  assert.equal((await it.call('module')).answer, 'function');
});

test('code comes from S3, and a missing object is refused', async () => {
  const s3 = new S3Client(it.lab.clientOptions);
  await s3.send(new CreateBucketCommand({ Bucket: 'assets' }));
  await s3.send(new PutObjectCommand({ Bucket: 'assets', Key: 'code.zip', Body: zipOf({ 'lib/run.js': 'exports.main = async () => __filename.endsWith("lib/run.js");' }) }));
  await it.make('stored', {}, { Code: { S3Bucket: 'assets', S3Key: 'code.zip' }, Handler: 'lib/run.main' });
  assert.equal((await it.call('stored')).answer, true);
  await assert.rejects(it.make('lost', {}, { Code: { S3Bucket: 'assets', S3Key: 'lost.zip' } }), {
    name: 'InvalidParameterValueException', message: 'Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist.',
  });
  await assert.rejects(it.make('broken', {}, { Code: { ZipFile: Buffer.from('not a zip') } }), /^InvalidParameterValueException: Could not unzip uploaded file/);
});

test('what a function prints is in its log group', async () => {
  await it.make('talker', 'exports.handler = async () => { console.log("one\\ntwo", { a: 1 }); process.stdout.write("raw line\\n"); };');
  await it.call('talker');
  const logs = new CloudWatchLogsClient(it.lab.clientOptions);
  const messages = await until('the log events', async () => {
    const { events } = await logs.send(new FilterLogEventsCommand({ logGroupName: '/aws/lambda/talker' }));
    const found = events?.map(({ message = '' }) => message) ?? [];
    return found.some((message) => message === 'raw line') && found.some((message) => message.startsWith('REPORT')) ? found : undefined;
  });
  assert.ok(messages.some((message) => /^START RequestId: [0-9a-f-]+ Version: \$LATEST$/.test(message)));
  assert.ok(messages.some((message) => /\tINFO\tone\ntwo \{ a: 1 \}$/.test(message)));
});

test('an asynchronous invocation is accepted at once and runs in the background', async () => {
  await it.make('later', 'exports.handler = async (event) => { console.log("got " + event.word); };');
  const { StatusCode } = await it.client.send(new InvokeCommand({ FunctionName: 'later', InvocationType: 'Event', Payload: Buffer.from('{"word":"it"}') }));
  assert.equal(StatusCode, 202);
  const logs = new CloudWatchLogsClient(it.lab.clientOptions);
  await until('the function to run', async () => {
    const { events } = await logs.send(new FilterLogEventsCommand({ logGroupName: '/aws/lambda/later', filterPattern: '"got it"' })).catch(() => ({ events: [] }));
    return (events?.length ?? 0) > 0;
  });
});

test('the AWS SDK in a function calls the lab with the function\'s role, and only what the role may do', async () => {
  const source = `const { STSClient, GetCallerIdentityCommand } = require('@aws-sdk/client-sts');
    const { LambdaClient, ListFunctionsCommand } = require('@aws-sdk/client-lambda');
    exports.handler = async () => {
      const { Arn } = await new STSClient({}).send(new GetCallerIdentityCommand({}));
      const listed = await new LambdaClient({ maxAttempts: 1 }).send(new ListFunctionsCommand({})).then(() => 'yes', (error) => error.name);
      return { Arn, listed };
    };`;
  await it.make('sdk', source);
  assert.deepEqual((await it.call('sdk')).answer, { Arn: 'arn:aws:sts::123456789012:assumed-role/function/sdk', listed: 'AccessDeniedException' });
  await it.allow('lambda:ListFunctions');
  assert.deepEqual((await it.call('sdk')).answer, { Arn: 'arn:aws:sts::123456789012:assumed-role/function/sdk', listed: 'yes' });
});

test('functions that the lab cannot run are refused by name', async () => {
  await assert.rejects(it.make('gem', '', { Runtime: 'ruby3.3' as 'ruby3.4' }), {
    name: 'InvalidParameterValueException',
    message: 'Lambda function gem has the runtime ruby3.3: this lab supports nodejs16.x to nodejs24.x, as Node processes, '
      + 'and python3.9 to python3.14, as processes of this machine\'s python3',
  });
  await assert.rejects(it.make('image', '', { PackageType: 'Image' }), /package type Image/);
  await assert.rejects(it.make('layered', '', { Layers: ['arn:x'] }), /Layer version arn:x does not exist/);
  await assert.rejects(it.make('reserved', '', { Environment: { Variables: { AWS_REGION: 'x' } } }), /Reserved keys used in this request: AWS_REGION/);
  await assert.rejects(it.call('nobody'), { name: 'ResourceNotFoundException', message: 'Function not found: arn:aws:lambda:us-east-1:123456789012:function:nobody' });
});

test('a function has permissions and tags, is listed, and is gone when deleted', async () => {
  await it.make('kept', 'exports.handler = async () => 1;', { Tags: { a: '1' } });
  const FunctionName = 'arn:aws:lambda:us-east-1:123456789012:function:kept';
  await it.client.send(new AddPermissionCommand({ FunctionName, StatementId: 'one', Action: 'lambda:InvokeFunction', Principal: 'states.amazonaws.com' }));
  const { Policy: policy } = await it.client.send(new GetPolicyCommand({ FunctionName }));
  assert.deepEqual((JSON.parse(policy ?? '') as { Statement: object[] }).Statement, [
    { Sid: 'one', Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'lambda:InvokeFunction', Resource: FunctionName },
  ]);
  await it.client.send(new RemovePermissionCommand({ FunctionName, StatementId: 'one' }));
  await assert.rejects(it.client.send(new GetPolicyCommand({ FunctionName })), { name: 'ResourceNotFoundException' });
  await it.client.send(new TagResourceCommand({ Resource: FunctionName, Tags: { b: '2' } }));
  assert.deepEqual((await it.client.send(new ListTagsCommand({ Resource: FunctionName }))).Tags, { a: '1', b: '2' });
  const { Configuration: configuration } = await it.client.send(new GetFunctionCommand({ FunctionName: 'kept' }));
  assert.deepEqual([configuration?.State, configuration?.Role, configuration?.Handler], ['Active', ROLE, 'index.handler']);
  assert.ok((await it.client.send(new ListFunctionsCommand({}))).Functions?.some((one) => one.FunctionName === 'kept'));
  await it.client.send(new DeleteFunctionCommand({ FunctionName: 'kept' }));
  await assert.rejects(it.client.send(new GetFunctionCommand({ FunctionName: 'kept' })), { name: 'ResourceNotFoundException' });
});
