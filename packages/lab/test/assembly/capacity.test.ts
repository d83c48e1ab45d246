import assert from 'node:assert/strict';
import { finished } from 'node:stream/promises';
import { after, before, test } from 'node:test';
import {
  AutoScalingClient, CreateAutoScalingGroupCommand, DeleteAutoScalingGroupCommand, DescribeAutoScalingGroupsCommand, SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';
import { CreateLaunchTemplateCommand, CreateSubnetCommand, CreateVpcCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  CreateCapacityProviderCommand, CreateClusterCommand, CreateServiceCommand, DeleteServiceCommand, DescribeContainerInstancesCommand,
  DescribeTasksCommand, ECSClient, ListContainerInstancesCommand, ListTasksCommand, PutClusterCapacityProvidersCommand,
  RegisterTaskDefinitionCommand, UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import {
  AddRoleToInstanceProfileCommand, AttachRolePolicyCommand, CreateInstanceProfileCommand, CreateRoleCommand, IAMClient,
} from '@aws-sdk/client-iam';
import { assemble, type AssembledLab } from '../../src/assembly';
import { objectName } from '../../src/docker/labels';
import { LAB_IMAGE_ID } from '../../src/lab-image';
import { TestLab as EngineLab } from '../docker/support';
import { startTestLab, type TestLab } from '../support/lab';
import { until } from '../support/until';

const MINUTE = 60_000;
// before the engine's own hook, which removes what is left
after(async () => {
  await autoScaling.send(new DeleteAutoScalingGroupCommand({ AutoScalingGroupName: 'edge', ForceDelete: true }));
  await until('the end of the instances', async () => (await members()).length === 0, MINUTE);
  await assembled.stop();
  await lab.stop();
});
const engine = new EngineLab();
let lab: TestLab;
let assembled: AssembledLab;
let ecs: ECSClient;
let autoScaling: AutoScalingClient;

before(async () => {
  await engine.connect();
  // managed scaling removes an instance after ten seconds
  lab = await startTestLab((core) => {
    assembled = assemble(core, engine.host);
    return [];
  }, { name: engine.lab, timeScale: 90 });
  await assembled.start();
  [ecs, autoScaling] = [new ECSClient(lab.clientOptions), new AutoScalingClient(lab.clientOptions)];
  await makeCapacity();
});

/** A group from 1 to 3 with a capacity provider as the CDK makes it, without protection. */
async function makeCapacity(): Promise<void> {
  const [ec2, iam] = [new EC2Client(lab.clientOptions), new IAMClient(lab.clientOptions)];
  const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
  await iam.send(new CreateRoleCommand({ RoleName: 'edge', AssumeRolePolicyDocument: JSON.stringify(trust) }));
  const PolicyArn = 'arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role';
  await iam.send(new AttachRolePolicyCommand({ RoleName: 'edge', PolicyArn }));
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: 'edge' }));
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: 'edge', RoleName: 'edge' }));
  const VpcId = (await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))).Vpc?.VpcId;
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.0.100.0/24', AvailabilityZone: 'us-east-1a' }));
  await ec2.send(new CreateLaunchTemplateCommand({ LaunchTemplateName: 'edge', LaunchTemplateData: {
    ImageId: LAB_IMAGE_ID, InstanceType: 't3.medium', IamInstanceProfile: { Name: 'edge' },
    UserData: Buffer.from('#!/bin/sh\necho ECS_CLUSTER=default >> /etc/ecs/ecs.config\n').toString('base64'),
  } }));
  await ecs.send(new CreateClusterCommand({}));
  await autoScaling.send(new CreateAutoScalingGroupCommand({
    AutoScalingGroupName: 'edge', MinSize: 1, MaxSize: 3, VPCZoneIdentifier: Subnet?.SubnetId, LaunchTemplate: { LaunchTemplateName: 'edge' } }));
  await ecs.send(new CreateCapacityProviderCommand({
    name: 'edge', autoScalingGroupProvider: { autoScalingGroupArn: 'edge', managedScaling: { status: 'ENABLED' }, managedDraining: 'ENABLED' } }));
  await ecs.send(new PutClusterCapacityProvidersCommand({
    cluster: 'default', capacityProviders: ['edge'], defaultCapacityProviderStrategy: [{ capacityProvider: 'edge', weight: 1 }] }));
  await ecs.send(new RegisterTaskDefinitionCommand({ family: 'web', networkMode: 'host', containerDefinitions: [{
    name: 'web', image: 'busybox', memory: 64, command: ['sh', '-c', 'trap exit TERM; sleep 3600 & wait'], portMappings: [{ containerPort: 80 }] }] }));
  ec2.destroy();
  iam.destroy();
}

async function members() {
  const { AutoScalingGroups: [group] = [] } = await autoScaling.send(new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: ['edge'] }));
  return group?.Instances ?? [];
}
const inService = (count: number) => until(`${count} instances in service`, async () => {
  const found = await members();
  return found.length === count && found.every(({ LifecycleState }) => LifecycleState === 'InService') ? found : undefined;
}, MINUTE);
async function tasks() {
  const { taskArns = [] } = await ecs.send(new ListTasksCommand({}));
  return taskArns.length === 0 ? [] : (await ecs.send(new DescribeTasksCommand({ tasks: taskArns }))).tasks ?? [];
}
const running = (count: number) => until(`${count} running tasks`, async () => {
  const found = await tasks();
  return found.length === count && found.every(({ lastStatus }) => lastStatus === 'RUNNING') ? found : undefined;
}, MINUTE);
async function connected() {
  const { containerInstanceArns: containerInstances = [] } = await ecs.send(new ListContainerInstancesCommand({}));
  if (containerInstances.length === 0) return [];
  const { containerInstances: found = [] } = await ecs.send(new DescribeContainerInstancesCommand({ containerInstances }));
  return found.filter(({ agentConnected }) => agentConnected).map(({ ec2InstanceId = '' }) => ec2InstanceId);
}
/** Something befalls the only instance: it is noticed, and instance and task are replaced. */
async function replaced(befall: (instanceId: string) => Promise<unknown>): Promise<void> {
  const [member] = await inService(1);
  const [task] = await running(1);
  const lost = member?.InstanceId ?? '';
  await befall(lost);
  await until('the loss to be noticed', async () => !(await connected()).includes(lost), MINUTE);
  const { tasks: [gone] = [] } = await until('the task to be lost', async () => {
    const reply = await ecs.send(new DescribeTasksCommand({ tasks: [task?.taskArn ?? ''] }));
    return reply.tasks?.[0]?.lastStatus === 'STOPPED' ? reply : undefined;
  }, MINUTE);
  assert.equal(gone?.stopCode, 'TerminationNotice');
  assert.equal(gone.stoppedReason, `Host EC2 (instance ${lost}) terminated.`);
  const [another] = await running(1);
  assert.notEqual(another?.taskArn, task?.taskArn);
  const [heir] = await inService(1);
  assert.notEqual(heir?.InstanceId, lost);
}

test('a group follows its tasks: out for those that wait, in again when they have gone', async () => {
  await ecs.send(new CreateServiceCommand({ serviceName: 'web', taskDefinition: 'web', desiredCount: 3 }));
  const placed = await running(3);
  assert.equal(new Set(placed.map(({ containerInstanceArn }) => containerInstanceArn)).size, 3);
  await inService(3);
  await ecs.send(new UpdateServiceCommand({ service: 'web', desiredCount: 1 }));
  await inService(1);
  await running(1);
});

test('a killed instance is noticed, and it and its task are replaced', () =>
  replaced((id) => engine.host.docker.getContainer(objectName(engine.lab, id)).kill()));

test('an instance whose engine dies is noticed, and it and its task are replaced', () =>
  replaced(async (id) => {
    const killed = await engine.host.docker.getContainer(objectName(engine.lab, id)).exec({ Cmd: ['pkill', '-KILL', 'dockerd'] });
    // an answer that nobody reads keeps the process of the test alive
    await finished((await killed.start({})).resume());
  }));

test('an instance that is to go is drained first', async () => {
  await autoScaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName: 'edge', DesiredCapacity: 2 }));
  await inService(2);
  const [task] = await running(1);
  await autoScaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName: 'edge', DesiredCapacity: 1 }));
  await inService(1);
  const [still] = await running(1);
  if (still?.taskArn !== task?.taskArn) {
    const { tasks: [moved] = [] } = await ecs.send(new DescribeTasksCommand({ tasks: [task?.taskArn ?? ''] }));
    assert.equal(moved?.stopCode, 'ServiceSchedulerInitiated');
  }
  await ecs.send(new DeleteServiceCommand({ service: 'web', force: true }));
});
