import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { DescribeServicesCommand, DescribeTasksCommand, ECSClient, ListTasksCommand, type Tag, type Task } from '@aws-sdk/client-ecs';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { BootstraplessSynthesizer, CfnResource, Stack } from 'aws-cdk-lib/core';
import { TestLab as EngineLab } from '../docker/support';
import { LAB_IMAGE_ID } from '../../src/lab-image';
import { until } from '../support/until';
import { DeployLab, parameter } from './support';

const MINUTE = 60_000;
let lab: DeployLab;
let ecs: ECSClient;
// before the engine's own hook, which removes what is left
after(async () => {
  await lab.destroy(service('one'));
  ecs.destroy();
  await lab.stop();
});
const engine = new EngineLab();
before(async () => {
  await engine.connect();
  lab = await DeployLab.start({ name: engine.lab, timeScale: 20 });
  ecs = new ECSClient(lab.lab.clientOptions);
});

const trust = (name: string) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: name }, Action: 'sts:AssumeRole' }] });
const add = (stack: Stack, id: string, type: string, properties: object, needed: readonly string[] = []): void => {
  const resource = new CfnResource(stack, id, { type, properties });
  if (needed.length > 0) resource.addOverride('DependsOn', needed);
};
const ref = (Ref: string) => ({ Ref });

/** One instance with one service of one task, that says a word. */
function service(word: string): string {
  return lab.synth((app) => {
    const stack = new Stack(app, 'Served', { tags: { team: 'lab' }, synthesizer: new BootstraplessSynthesizer() });
    add(stack, 'Vpc', 'AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16' });
    add(stack, 'Subnet', 'AWS::EC2::Subnet', { VpcId: ref('Vpc'), CidrBlock: '10.0.0.0/24', AvailabilityZone: 'us-east-1a' });
    add(stack, 'Cluster', 'AWS::ECS::Cluster', { ClusterName: 'served' });
    add(stack, 'Role', 'AWS::IAM::Role', {
      AssumeRolePolicyDocument: trust('ec2.amazonaws.com'), ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role'],
    });
    add(stack, 'Profile', 'AWS::IAM::InstanceProfile', { Roles: [ref('Role')] });
    add(stack, 'Template', 'AWS::EC2::LaunchTemplate', { LaunchTemplateData: {
      ImageId: LAB_IMAGE_ID, InstanceType: 't3.medium', IamInstanceProfile: { Name: ref('Profile') },
      UserData: Buffer.from('#!/bin/sh\necho ECS_CLUSTER=served >> /etc/ecs/ecs.config\n').toString('base64'),
    } });
    add(stack, 'Group', 'AWS::AutoScaling::AutoScalingGroup', {
      MinSize: '1', MaxSize: '1', VPCZoneIdentifier: [ref('Subnet')],
      LaunchTemplate: { LaunchTemplateId: ref('Template'), Version: { 'Fn::GetAtt': ['Template', 'LatestVersionNumber'] } },
    }, ['Cluster']);
    add(stack, 'Definition', 'AWS::ECS::TaskDefinition', { Family: 'served', NetworkMode: 'host', ContainerDefinitions: [
      { Name: 'main', Image: 'busybox', Memory: 64, Essential: true, Command: ['sh', '-c', `trap exit TERM; echo ${word}; sleep 3600 & wait`] },
    ] });
    add(stack, 'Service', 'AWS::ECS::Service', {
      ServiceName: 'served', Cluster: ref('Cluster'), TaskDefinition: ref('Definition'), DesiredCount: 1, LaunchType: 'EC2', PropagateTags: 'SERVICE',
      EnableECSManagedTags: true, DeploymentConfiguration: { MinimumHealthyPercent: 0, MaximumPercent: 100 },
    }, ['Group']);
  });
}

async function runningTask(): Promise<Task> {
  const { taskArns: tasks = [] } = await ecs.send(new ListTasksCommand({ cluster: 'served', desiredStatus: 'RUNNING' }));
  const { tasks: [task, ...others] = [] } = await ecs.send(new DescribeTasksCommand({ cluster: 'served', tasks, include: ['TAGS'] }));
  assert.deepEqual(others, []);
  return task ?? assert.fail('no task runs');
}
const pairs = (tags: readonly Tag[] | undefined) => (tags ?? []).map(({ key, value }) => `${key}=${value}`).sort();

/** A function that answers a word, and a parameter that no hotswap can change. */
const answering = (name: string, word: string, value = '1') => (folder?: string): string => lab.synth((app) => {
  const stack = new Stack(app, name, { synthesizer: new BootstraplessSynthesizer() });
  add(stack, 'Role', 'AWS::IAM::Role', { AssumeRolePolicyDocument: trust('lambda.amazonaws.com') });
  add(stack, 'Function', 'AWS::Lambda::Function', {
    FunctionName: name, Runtime: 'nodejs22.x', Handler: 'index.handler', Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
    Code: { ZipFile: `exports.handler = async () => ${JSON.stringify(word)};` },
  });
  parameter(stack, 'Named', { Name: `/${name}`, Value: value });
}, folder);
async function answer(FunctionName: string): Promise<unknown> {
  const lambda = new LambdaClient(lab.lab.clientOptions);
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName }));
  lambda.destroy();
  return JSON.parse(Buffer.from(Payload ?? []).toString());
}

describe('a hotswap', { concurrency: 3 }, () => {
  it('of a service registers a revision, rolls the service and leaves the stack alone; stack tags reach service and tasks', async () => {
    await lab.deploy(service('one'));
    const { services: [served] = [] } = await ecs.send(new DescribeServicesCommand({ cluster: 'served', services: ['served'], include: ['TAGS'] }));
    assert.ok(pairs(served?.tags).includes('team=lab'), pairs(served?.tags).join());
    const first = await runningTask();
    assert.deepEqual(pairs(first.tags), ['aws:ecs:clusterName=served', 'aws:ecs:serviceName=served', 'team=lab']);
    const { LastUpdatedTime } = await lab.stack('Served');
    const output = await lab.deploy(service('two'), ['--hotswap']);
    assert.match(output, /✨ AWS::ECS::TaskDefinition 'served' hotswapped!\n {3}✨ AWS::ECS::Service 'served' hotswapped!/);
    const second = await runningTask();
    assert.deepEqual([first.taskDefinitionArn, second.taskDefinitionArn].map((arn) => arn?.split('/')[1]), ['served:1', 'served:2']);
    assert.deepEqual(pairs(second.tags), pairs(first.tags));
    assert.deepEqual((await lab.stack('Served')).LastUpdatedTime, LastUpdatedTime);
    assert.match(await lab.deploy(service('one')), /✅ {2}Served \(no changes\)/, 'the template never changed');
  });

  it('of a function changes its code alone; with something else to change --hotswap-fallback deploys, and --hotswap says what it left', async () => {
    await lab.deploy(answering('Swapped', 'one')());
    assert.match(await lab.deploy(answering('Swapped', 'two')(), ['--hotswap']), /✨ AWS::Lambda::Function 'Swapped' hotswapped!/);
    assert.equal(await answer('Swapped'), 'two');
    assert.match(await lab.deploy(answering('Swapped', 'three', '2')(), ['--hotswap-fallback']), /Falling back to doing a full deployment[^]*UPDATE_COMPLETE/);
    assert.deepEqual([await answer('Swapped'), await lab.parameter('/Swapped')], ['three', '2']);
    await lab.deploy(answering('Swapped', 'four', '3')(), ['--hotswap']);
    assert.deepEqual([await answer('Swapped'), await lab.parameter('/Swapped')], ['four', '2']);
  });

  it('follows each change of a watched file', async () => {
    const folder = join(lab.folder, 'watched');
    mkdirSync(folder);
    writeFileSync(join(folder, 'cdk.json'), JSON.stringify({ app: 'assembly', watch: { include: 'changed' } }));
    await lab.deploy(answering('Watched', 'one')(join(folder, 'assembly')));
    const watch = lab.start(['watch', '--hotswap'], folder);
    try {
      await until('the end of the first deployment', () => watch.output().includes('Total time'), MINUTE);
      answering('Watched', 'two')(join(folder, 'assembly'));
      writeFileSync(join(folder, 'changed'), 'once');
      await until('the function to answer two', async () => await answer('Watched') === 'two', MINUTE);
    } catch (error) {
      throw new Error(`cdk watch wrote ${watch.output()}`, { cause: error });
    } finally {
      await watch.stop();
    }
  });
});
