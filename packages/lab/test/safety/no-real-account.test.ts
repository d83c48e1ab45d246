import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { CreateSubnetCommand, CreateVpcCommand, EC2Client, RunInstancesCommand } from '@aws-sdk/client-ec2';
import {
  CreateClusterCommand, DescribeTasksCommand, ECSClient, ListContainerInstancesCommand, RegisterTaskDefinitionCommand, RunTaskCommand,
  waitUntilTasksStopped,
} from '@aws-sdk/client-ecs';
import {
  AddRoleToInstanceProfileCommand, AttachRolePolicyCommand, CreateInstanceProfileCommand, CreateRoleCommand, IAMClient,
} from '@aws-sdk/client-iam';
import { CreateFunctionCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { connectEngine } from '../../src/docker/connect';
import { runInContainer } from '../../src/docker/exec';
import { objectName } from '../../src/docker/labels';
import { collect } from '../../src/instance/collect';
import { zipOf } from '../../src/lambda/zip';
import { LAB_IMAGE_ID } from '../../src/lab-image';
import { cannotTrace, isLoopback, TracedLab } from './traced-lab';

// asks the places where real credentials are, and AWS, in every way that an SDK would
const PRISONER = `const http = require('http'), https = require('https'), { execFileSync } = require('child_process');
const get = (from, url) => new Promise((resolve) => from.get(url, () => resolve('reached')).on('error', ({ code }) => resolve(code)));
exports.handler = async () => ({
  metadata: await get(http, 'http://169.254.169.254/latest/meta-data/iam/security-credentials/'),
  container: await get(http, 'http://169.254.170.2/credentials'),
  aws: await get(https, 'https://sts.eu-central-1.amazonaws.com/'),
  address: await get(https, 'https://192.0.2.1/'),
  child: execFileSync(process.execPath, ['-e', 'require("http").get("http://169.254.169.254/").on("error", ({ code }) => console.log(code))']).toString().trim(),
  lab: await get(http, process.env.AWS_ENDPOINT_URL),
  own: [process.env.AWS_PROFILE, process.env.AWS_ACCESS_KEY_ID, process.env.AWS_SESSION_TOKEN],
});`;

const trust = (service: string): string => JSON.stringify({
  Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
});

describe('a lab on a machine with an AWS profile and real-looking credentials', async () => {
  const missing = cannotTrace() ?? await connectEngine().then(() => undefined, (error: unknown) => `SKIPPED: ${String(error)}`);
  if (missing !== undefined) {
    process.stderr.write(`${missing}\n`);
    it.skip(missing);
    return;
  }
  const lab = new TracedLab();
  let options: { endpoint: string; region: string; credentials: { accessKeyId: string; secretAccessKey: string } };
  before(async () => {
    const { AWS_ENDPOINT_URL: endpoint = '', AWS_REGION: region = '', AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } = await lab.start();
    options = { endpoint, region, credentials: { accessKeyId, secretAccessKey } };
  });
  after(() => lab.stop());

  it('reaches no other address than loopback from its own process, nor from a Lambda function', async () => {
    assert.equal((await new STSClient(options).send(new GetCallerIdentityCommand({}))).Account, '123456789012');
    await new IAMClient(options).send(new CreateRoleCommand({ RoleName: 'function', AssumeRolePolicyDocument: trust('lambda.amazonaws.com') }));
    const lambda = new LambdaClient(options);
    await lambda.send(new CreateFunctionCommand({
      FunctionName: 'prisoner', Runtime: 'nodejs22.x', Role: 'arn:aws:iam::123456789012:role/function', Handler: 'index.handler', Timeout: 60,
      Code: { ZipFile: zipOf({ 'index.js': PRISONER }) },
    }));
    const { Payload, FunctionError } = await lambda.send(new InvokeCommand({ FunctionName: 'prisoner' }));
    const answer = JSON.parse(Buffer.from(Payload ?? []).toString()) as Record<string, string> & { readonly own: readonly (string | null)[] };
    assert.equal(FunctionError, undefined, JSON.stringify(answer));
    const { own, lab: allowed, ...ways } = answer;
    assert.equal(allowed, 'reached', 'what is allowed is possible');
    for (const [way, outcome] of Object.entries(ways)) assert.match(outcome, /^(ECONNREFUSED|ENOTFOUND)$/, way);
    assert.doesNotMatch(own.join(' '), /production|AKIAREAL|real-looking/);
    assert.ok(lab.destinations().some(isLoopback), 'the watch would see a connection: it saw one to loopback');
    assert.deepEqual(lab.destinations().filter((destination) => !isLoopback(destination)), []);
  });

  it('gives a task neither those credentials nor a way to the link-local addresses of the machine', async () => {
    const { docker } = await connectEngine();
    const vpcId = await startInstance();
    const ecs = new ECSClient(options);
    const script = 'for a in 169.254.169.254 169.254.170.23 169.254.1.1; do wget -T 2 -q -O - http://$a/ && exit 98; done; env | grep -E "AKIAREAL|real-looking|production" && exit 99; exit 7';
    for (const networkMode of ['host', 'none'] as const) {
      const { taskDefinition } = await ecs.send(new RegisterTaskDefinitionCommand({
        family: `prisoner-${networkMode}`, networkMode, containerDefinitions: [{ name: 'sh', image: 'busybox', memory: 64, command: ['sh', '-c', script] }],
      }));
      const { tasks = [], failures } = await ecs.send(new RunTaskCommand({ cluster: 'safe', taskDefinition: taskDefinition?.taskDefinitionArn, launchType: 'EC2' }));
      assert.deepEqual(failures, []);
      const arns = tasks.map(({ taskArn = '' }) => taskArn);
      await waitUntilTasksStopped({ client: ecs, maxWaitTime: 60, minDelay: 1, maxDelay: 1 }, { cluster: 'safe', tasks: arns });
      const { tasks: [stopped] = [] } = await ecs.send(new DescribeTasksCommand({ cluster: 'safe', tasks: arns }));
      assert.equal(stopped?.containers?.[0]?.exitCode, 7, `${networkMode}: ${stopped?.stoppedReason}`);
    }
    const { output } = await collect(await runInContainer(docker, objectName(lab.name, vpcId), {
      argv: ['sh', '-c', 'iptables -t raw -L PREROUTING -v -x -n | grep 169.254.0.0/16'],
    }));
    assert.equal(output.trim().split(/\s+/)[0], '0', 'packets for 169.254/16 that left the instance');
    assert.deepEqual(lab.destinations().filter((destination) => !isLoopback(destination)), []);
  });

  /** Starts one container instance of the cluster `safe`; resolves to its VPC when it has registered. */
  async function startInstance(): Promise<string> {
    const ec2 = new EC2Client(options);
    const iam = new IAMClient(options);
    const ecs = new ECSClient(options);
    await ecs.send(new CreateClusterCommand({ clusterName: 'safe' }));
    await iam.send(new CreateRoleCommand({ RoleName: 'instance', AssumeRolePolicyDocument: trust('ec2.amazonaws.com') }));
    await iam.send(new AttachRolePolicyCommand({ RoleName: 'instance', PolicyArn: 'arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role' }));
    await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: 'instance' }));
    await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: 'instance', RoleName: 'instance' }));
    const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
    const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId: Vpc?.VpcId, CidrBlock: '10.0.100.0/24' }));
    await ec2.send(new RunInstancesCommand({
      ImageId: LAB_IMAGE_ID, InstanceType: 't3.medium', MinCount: 1, MaxCount: 1, SubnetId: Subnet?.SubnetId, IamInstanceProfile: { Name: 'instance' },
      UserData: Buffer.from('#!/bin/bash\necho ECS_CLUSTER=safe >> /etc/ecs/ecs.config\ncurl --silent --max-time 2 http://169.254.169.254/\n').toString('base64'),
    }));
    for (let waited = 0; waited < 120_000; waited += 500) {
      const { containerInstanceArns = [] } = await ecs.send(new ListContainerInstancesCommand({ cluster: 'safe' }));
      if (containerInstanceArns.length > 0) return Vpc?.VpcId ?? '';
      await pause(500);
    }
    throw new Error('the instance did not register in its cluster');
  }
});
