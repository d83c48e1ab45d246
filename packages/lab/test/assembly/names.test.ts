import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CreateSubnetCommand, CreateVpcCommand, EC2Client, ModifyVpcAttributeCommand, RunInstancesCommand, TerminateInstancesCommand } from '@aws-sdk/client-ec2';
import { CreateClusterCommand, CreateServiceCommand, ECSClient, ListContainerInstancesCommand, RegisterTaskDefinitionCommand, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { AddRoleToInstanceProfileCommand, AttachRolePolicyCommand, CreateInstanceProfileCommand, CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { assemble, type AssembledLab } from '../../src/assembly';
import { runInContainer } from '../../src/docker/exec';
import { objectName } from '../../src/docker/labels';
import { rootPrincipal } from '../../src/iam/principals';
import { collect } from '../../src/instance/collect';
import { LAB_IMAGE_ID } from '../../src/lab-image';
import { TestLab as EngineLab } from '../docker/support';
import { startTestLab, type TestLab } from '../support/lab';
import { until } from '../support/until';

const MINUTE = 60_000;
// before the engine's own hook, which removes what is left
after(async () => {
  await ec2.send(new TerminateInstancesCommand({ InstanceIds: [instanceId] }));
  await assembled.stop();
  await lab.stop();
});
const engine = new EngineLab();
let lab: TestLab;
let assembled: AssembledLab;
let ecs: ECSClient;
let ec2: EC2Client;
let instanceId = '';
let subnet = '';

before(async () => {
  await engine.connect();
  lab = await startTestLab((core) => {
    assembled = assemble(core, engine.host);
    return [];
  }, { name: engine.lab, timeScale: 90 });
  await assembled.start();
  [ecs, ec2] = [new ECSClient(lab.clientOptions), new EC2Client(lab.clientOptions)];
});

const cloudMap = <Output>(operation: string, input: object) =>
  lab.lab.invoke<Output>('servicediscovery', operation, input, rootPrincipal('123456789012'));

async function makeVpc(): Promise<string> {
  const VpcId = (await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))).Vpc?.VpcId;
  await ec2.send(new ModifyVpcAttributeCommand({ VpcId, EnableDnsHostnames: { Value: true } }));
  return VpcId ?? '';
}

/** A namespace with a service; gives the service's ARN. */
async function makeRegistry(Name: string, Vpc: string, service: string, Type: 'A' | 'SRV'): Promise<string> {
  const found = async () => (await cloudMap<{ Namespaces: { Id: string }[] }>('ListNamespaces', { Filters: [{ Name: 'NAME', Values: [Name] }] })).Namespaces[0]?.Id;
  if (await found() === undefined) await cloudMap('CreatePrivateDnsNamespace', { Name, Vpc });
  const { Service } = await cloudMap<{ Service: { Arn: string } }>('CreateService', { Name: service, NamespaceId: await found(), DnsConfig: { DnsRecords: [{ Type, TTL: 5 }] } });
  return Service.Arn;
}

async function startInstance(VpcId: string): Promise<void> {
  const iam = new IAMClient(lab.clientOptions);
  const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
  await iam.send(new CreateRoleCommand({ RoleName: 'edge', AssumeRolePolicyDocument: JSON.stringify(trust) }));
  const PolicyArn = 'arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role';
  await iam.send(new AttachRolePolicyCommand({ RoleName: 'edge', PolicyArn }));
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: 'edge' }));
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: 'edge', RoleName: 'edge' }));
  iam.destroy();
  subnet = (await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.0.100.0/24', AvailabilityZone: 'us-east-1a' }))).Subnet?.SubnetId ?? '';
  await ecs.send(new CreateClusterCommand({}));
  const { Instances: [instance] = [] } = await ec2.send(new RunInstancesCommand({
    ImageId: LAB_IMAGE_ID, InstanceType: 't3.medium', MinCount: 1, MaxCount: 1, SubnetId: subnet, IamInstanceProfile: { Name: 'edge' },
  }));
  instanceId = instance?.InstanceId ?? '';
  await until('the instance in its cluster', async () =>
    (await ecs.send(new ListContainerInstancesCommand({}))).containerInstanceArns?.length === 1, 3 * MINUTE);
}

async function run(family: 'own' | 'shared', networkMode: 'awsvpc' | 'bridge', registryArn: string): Promise<void> {
  await ecs.send(new RegisterTaskDefinitionCommand({ family, networkMode, containerDefinitions: [{
    name: family, image: 'busybox', memory: 64, command: ['sh', '-c', 'trap exit TERM; sleep 3600 & wait'], portMappings: [{ containerPort: 80 }],
  }] }));
  const own = networkMode === 'awsvpc';
  await ecs.send(new CreateServiceCommand({
    serviceName: family, taskDefinition: family, desiredCount: 1,
    serviceRegistries: [{ registryArn, ...own ? {} : { containerName: family, containerPort: 80 } }],
    ...own ? { networkConfiguration: { awsvpcConfiguration: { subnets: [subnet] } } } : {},
  }));
}

/** What a command says on the instance, or in the container of a task on it. */
async function on(place: 'instance' | 'own' | 'shared', ...command: readonly string[]): Promise<string> {
  const inside = place === 'instance' ? command : ['sh', '-c', 'id=$(docker ps -q -f "label=com.amazonaws.ecs.container-name=$0") && exec docker exec $id "$@"', place, ...command];
  const { output, errorOutput } = await collect(await runInContainer(engine.host.docker, objectName(engine.lab, instanceId), { argv: inside }));
  return `${output}\n${errorOutput}`;
}

const attributesOf = async (ServiceId: string) =>
  (await cloudMap<{ Instances: { Id: string; Attributes: Record<string, string> }[] }>('ListInstances', { ServiceId })).Instances[0];

test('the names of a namespace are answered in its VPC: on the instance, in bridge and in awsvpc mode; those of another VPC are not', async () => {
  const vpc = await makeVpc();
  const a = await makeRegistry('app.local', vpc, 'own', 'A');
  const other = await makeRegistry('other.local', await makeVpc(), 'own', 'A');
  await cloudMap('RegisterInstance', { ServiceId: other, InstanceId: 'there', Attributes: { AWS_INSTANCE_IPV4: '10.0.0.99' } });
  await startInstance(vpc);
  // a namespace that comes when the VPC has its router already
  const srv = await makeRegistry('late.local', vpc, 'shared', 'SRV');
  await run('own', 'awsvpc', a);
  await run('shared', 'bridge', srv);
  const own = await until('the awsvpc task', () => attributesOf(a), MINUTE);
  const shared = await until('the bridge task', () => attributesOf(srv), MINUTE);
  const address = own.Attributes['AWS_INSTANCE_IPV4'] ?? '';
  assert.match(await on('instance', 'getent', 'hosts', 'own.app.local'), new RegExp(`^${address}\\s`));
  for (const place of ['own', 'shared'] as const) {
    assert.match(await on(place, 'nslookup', 'own.app.local'), new RegExp(`Address: +${address}\\b`));
    const service = await on(place, 'nslookup', '-type=srv', 'shared.late.local');
    assert.match(service, new RegExp(`1 1 ${shared.Attributes['AWS_INSTANCE_PORT']} ${shared.Id}\\.shared\\.late\\.local`));
    assert.match(await on(place, 'nslookup', `${shared.Id}.shared.late.local`), new RegExp(`Address: +${shared.Attributes['AWS_INSTANCE_IPV4']}\\b`));
    assert.doesNotMatch(await on(place, 'nslookup', 'own.other.local'), /10\.0\.0\.99/);
    // the VPC's own resolver
    assert.match(await on(place, 'nslookup', 'own.app.local', '10.0.0.2'), new RegExp(`Address: +${address}\\b`));
  }
  assert.doesNotMatch(await on('instance', 'getent', 'hosts', 'own.other.local'), /10\.0\.0\.99/);

  await ecs.send(new UpdateServiceCommand({ service: 'own', desiredCount: 0 }));
  await until('the end of the registration', async () => await attributesOf(a) === undefined, MINUTE);
  assert.match(await on('shared', 'nslookup', 'own.app.local'), /NXDOMAIN/);
});
