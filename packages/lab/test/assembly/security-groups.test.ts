import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  AuthorizeSecurityGroupIngressCommand, CreateSecurityGroupCommand, CreateSubnetCommand, CreateVpcCommand, DescribeInstancesCommand, EC2Client,
  ModifyInstanceAttributeCommand, RevokeSecurityGroupIngressCommand, RunInstancesCommand, TerminateInstancesCommand, type IpPermission,
} from '@aws-sdk/client-ec2';
import { CreateClusterCommand, DescribeTasksCommand, ECSClient, RegisterTaskDefinitionCommand, RunTaskCommand } from '@aws-sdk/client-ecs';
import {
  AddRoleToInstanceProfileCommand, AttachRolePolicyCommand, CreateInstanceProfileCommand, CreateRoleCommand, IAMClient,
} from '@aws-sdk/client-iam';
import { assemble, type AssembledLab } from '../../src/assembly';
import { runInContainer } from '../../src/docker/exec';
import { objectName } from '../../src/docker/labels';
import { collect } from '../../src/instance/collect';
import { LAB_IMAGE_ID } from '../../src/lab-image';
import { TestLab as EngineLab } from '../docker/support';
import { startTestLab, type TestLab } from '../support/lab';
import { until } from '../support/until';

const MINUTE = 60_000;
let instances: readonly string[] = [];
// before the engine's own hook, which removes what is left
after(async () => {
  await ec2.send(new TerminateInstancesCommand({ InstanceIds: [...instances] }));
  await until('the end of the instances', async () => (await states()).every((state) => state === 'terminated'), MINUTE);
  [ec2, ecs].forEach((client) => client.destroy());
  await assembled.stop();
  await lab.stop();
});
const engine = new EngineLab();
let lab: TestLab;
let assembled: AssembledLab;
let ec2: EC2Client;
let ecs: ECSClient;
let web: { readonly id: string; readonly address: string };
let [webGroup, peerGroup, idleGroup] = ['', '', ''];

before(async () => {
  await engine.connect();
  lab = await startTestLab((core) => {
    assembled = assemble(core, engine.host);
    return [];
  }, { name: engine.lab });
  await assembled.start();
  [ec2, ecs] = [new EC2Client(lab.clientOptions), new ECSClient(lab.clientOptions)];
  await makeProfile();
  const VpcId = (await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))).Vpc?.VpcId;
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.0.100.0/24', AvailabilityZone: 'us-east-1a' }));
  const group = async (GroupName: string) => (await ec2.send(new CreateSecurityGroupCommand({ VpcId, GroupName, Description: GroupName }))).GroupId ?? '';
  [webGroup, peerGroup, idleGroup] = [await group('web'), await group('peer'), await group('idle')];
  await ecs.send(new CreateClusterCommand({}));
  const run = async (securityGroup: string, IamInstanceProfile?: { Name: string }) => {
    const { Instances: [instance] = [] } = await ec2.send(new RunInstancesCommand({
      MinCount: 1, MaxCount: 1, ImageId: LAB_IMAGE_ID, InstanceType: 't3.medium', SubnetId: Subnet?.SubnetId, SecurityGroupIds: [securityGroup], IamInstanceProfile }));
    return { id: instance?.InstanceId ?? '', address: instance?.PrivateIpAddress ?? '' };
  };
  web = await run(webGroup, { Name: 'web' });
  instances = [web.id, (await run(peerGroup)).id];
  await until('the instances to run', async () => (await states()).every((state) => state === 'running'), MINUTE);
  await Promise.all([serve('host', [{ containerPort: 80 }]), serve('bridge', [{ containerPort: 80, hostPort: 8081 }])]);
});

async function makeProfile(): Promise<void> {
  const iam = new IAMClient(lab.clientOptions);
  const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
  await iam.send(new CreateRoleCommand({ RoleName: 'web', AssumeRolePolicyDocument: JSON.stringify(trust) }));
  const PolicyArn = 'arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role';
  await iam.send(new AttachRolePolicyCommand({ RoleName: 'web', PolicyArn }));
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: 'web' }));
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: 'web', RoleName: 'web' }));
  iam.destroy();
}

async function serve(networkMode: 'host' | 'bridge', portMappings: { containerPort: number; hostPort?: number }[]): Promise<void> {
  await ecs.send(new RegisterTaskDefinitionCommand({
    family: networkMode, networkMode, containerDefinitions: [{ name: 'web', image: 'nginx:alpine', memory: 64, portMappings }] }));
  const { tasks: [task] = [] } = await ecs.send(new RunTaskCommand({ taskDefinition: networkMode }));
  await until(`the ${networkMode} task to run`, async () => {
    const { tasks: [now] = [] } = await ecs.send(new DescribeTasksCommand({ tasks: [task?.taskArn ?? ''] }));
    return now?.lastStatus === 'RUNNING';
  }, MINUTE);
}

async function states(): Promise<readonly (string | undefined)[]> {
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [...instances] }));
  return Reservations.flatMap(({ Instances = [] }) => Instances).map(({ State }) => State?.Name);
}

/** The ports of the instance's tasks that its peer reaches. */
async function reached(): Promise<readonly number[]> {
  const ask = async (port: number) => {
    const argv = ['curl', '-s', '-o', '/dev/null', '--max-time', '2', `http://${web.address}:${port}`];
    return (await collect(await runInContainer(engine.host.docker, objectName(engine.lab, instances[1] ?? ''), { argv }))).status === 0;
  };
  const open = await Promise.all([80, 8081].map(ask));
  return [80, 8081].filter((_, index) => open[index]);
}
const reaches = (...ports: number[]) => until(`just ${ports.join(' and ') || 'nothing'} to be reached`, async () => (await reached()).join() === ports.join(), MINUTE);

const tcp = (from: number, to: number, peer: Partial<IpPermission>): IpPermission[] => [{ IpProtocol: 'tcp', FromPort: from, ToPort: to, ...peer }];

test('a port of a host or bridge task is closed to others, opens by authorize and closes by revoke', async () => {
  assert.deepEqual(await reached(), []);
  const both = tcp(80, 8081, { IpRanges: [{ CidrIp: '10.0.0.0/16' }] });
  await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: webGroup, IpPermissions: both }));
  await reaches(80, 8081);
  await ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId: webGroup, IpPermissions: both }));
  await reaches();
});

test('a rule that names a group admits its members, as long as they are members', async () => {
  const peers = tcp(8081, 8081, { UserIdGroupPairs: [{ GroupId: peerGroup }] });
  await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: webGroup, IpPermissions: peers }));
  await reaches(8081);
  const move = (group: string) => ec2.send(new ModifyInstanceAttributeCommand({ InstanceId: instances[1], Groups: [group] }));
  await move(idleGroup);
  await reaches();
  await move(peerGroup);
  await reaches(8081);
});
