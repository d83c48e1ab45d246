import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  CreateLaunchTemplateCommand, CreateLaunchTemplateVersionCommand, CreateSubnetCommand, CreateVpcCommand, DeleteSubnetCommand, DeleteVpcCommand,
  DescribeImagesCommand, DescribeInstancesCommand, DescribeInstanceStatusCommand, DescribeInstanceTypesCommand, DescribeLaunchTemplateVersionsCommand,
  ModifyInstanceAttributeCommand, ModifyInstanceMetadataOptionsCommand, RunInstancesCommand, TerminateInstancesCommand, type RunInstancesCommandInput,
} from '@aws-sdk/client-ec2';
import { AddRoleToInstanceProfileCommand, CreateInstanceProfileCommand, CreateRoleCommand } from '@aws-sdk/client-iam';
import { LAB_IMAGE_ID } from '../../../src/lab-image';
import { ec2Service } from '../../../src/services/ec2/registry';
import { FakeMachines } from '../../support/fake-machines';
import { startEc2Lab, type Ec2TestLab } from './support';

const TRUST = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }] });

let it: Ec2TestLab;
let subnetId: string;
let vpcId: string;
before(async () => {
  it = await startEc2Lab();
  vpcId = (await it.client.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))).Vpc?.VpcId ?? '';
  subnetId = (await it.client.send(new CreateSubnetCommand({ VpcId: vpcId, CidrBlock: '10.0.100.0/24', AvailabilityZone: 'us-east-1a' }))).Subnet?.SubnetId ?? '';
});
after(() => it.lab.stop());

const run = async (more: Partial<RunInstancesCommandInput> = {}) => {
  const { Instances } = await it.client.send(new RunInstancesCommand({ MinCount: 1, MaxCount: 1, ImageId: LAB_IMAGE_ID, InstanceType: 't3.medium', SubnetId: subnetId, ...more }));
  return Instances?.[0];
};
const describe = async (id: string | undefined) =>
  (await it.client.send(new DescribeInstancesCommand({ InstanceIds: [id ?? ''] }))).Reservations?.[0]?.Instances?.[0];
const terminate = async (id: string | undefined) => {
  await it.client.send(new TerminateInstancesCommand({ InstanceIds: [id ?? ''] }));
  await it.ec2.settled();
};

test('the first instance of a subnet is pending at once, gets its 120th address, and then runs on a machine', async () => {
  it.machines.hold();
  const launched = await run({ UserData: Buffer.from('#!/bin/bash\necho hi').toString('base64') });
  assert.match(launched?.InstanceId ?? '', /^i-[0-9a-f]{17}$/);
  assert.deepEqual(launched?.State, { Code: 0, Name: 'pending' });
  assert.equal(launched?.PrivateIpAddress, '10.0.100.120');
  assert.equal(launched?.PrivateDnsName, 'ip-10-0-100-120.ec2.internal');
  it.machines.release();
  await it.ec2.settled();
  const running = await describe(launched?.InstanceId);
  assert.deepEqual(running?.State, { Code: 16, Name: 'running' });
  const spec = it.machines.launched.at(-1);
  assert.equal(spec?.userData, '#!/bin/bash\necho hi');
  assert.deepEqual([spec?.subnetCidr, spec?.vcpus, spec?.memoryMiB, spec?.availabilityZone], ['10.0.100.0/24', 2, 4096, 'us-east-1a']);
  const { InstanceStatuses: statuses } = await it.client.send(new DescribeInstanceStatusCommand({ InstanceIds: [launched?.InstanceId ?? ''] }));
  assert.equal(statuses?.[0]?.InstanceStatus?.Status, 'ok');
  await terminate(launched?.InstanceId);
});

test('terminating frees the address and keeps the instance visible without its place in the network', async () => {
  const instance = await run();
  await it.ec2.settled();
  const { TerminatingInstances: ending } = await it.client.send(new TerminateInstancesCommand({ InstanceIds: [instance?.InstanceId ?? ''] }));
  assert.deepEqual([ending?.[0]?.PreviousState?.Name, ending?.[0]?.CurrentState?.Name], ['running', 'shutting-down']);
  await it.ec2.settled();
  const ended = await describe(instance?.InstanceId);
  assert.equal(ended?.State?.Name, 'terminated');
  assert.equal(ended?.PrivateIpAddress, undefined);
  assert.equal(ended?.StateReason?.Code, 'Client.UserInitiatedShutdown');
  assert.ok(it.machines.terminated.includes(instance?.InstanceId ?? ''));
  const next = await run();
  assert.equal(next?.PrivateIpAddress, instance?.PrivateIpAddress);
  await it.ec2.settled();
  await terminate(next?.InstanceId);
});

test('an instance whose machine cannot be started is terminated and says why', async () => {
  it.machines.fails = 'the machine image is not built yet: run ecs-lab doctor';
  const instance = await run();
  await it.ec2.settled();
  it.machines.fails = undefined;
  const ended = await describe(instance?.InstanceId);
  assert.equal(ended?.State?.Name, 'terminated');
  assert.equal(ended?.StateReason?.Message, 'Server.InternalError: the machine image is not built yet: run ecs-lab doctor');
});

test('an instance that is terminated while it starts leaves no machine behind', async () => {
  it.machines.hold();
  const instance = await run();
  await it.client.send(new TerminateInstancesCommand({ InstanceIds: [instance?.InstanceId ?? ''] }));
  it.machines.release();
  await it.ec2.settled();
  assert.equal((await describe(instance?.InstanceId))?.State?.Name, 'terminated');
  assert.equal(it.machines.isRunning(instance?.InstanceId ?? ''), false);
});

test('a machine that ends by itself terminates its instance', async () => {
  const instance = await run();
  await it.ec2.settled();
  it.ec2.machineExited(instance?.InstanceId ?? '');
  await it.ec2.settled();
  assert.match((await describe(instance?.InstanceId))?.StateReason?.Message ?? '', /ended by itself/);
});

test('after a restart, instances without a machine are terminated and the others stay', async () => {
  const [kept, lost] = [await run(), await run()];
  await it.ec2.settled();
  it.machines.running.delete(lost?.InstanceId ?? '');
  // the same store with a new service is what a restart is
  const again = ec2Service({ lab: it.lab.lab, machines: it.machines });
  again.reconcile();
  await again.settled();
  assert.equal((await describe(kept?.InstanceId))?.State?.Name, 'running');
  assert.match((await describe(lost?.InstanceId))?.StateReason?.Message ?? '', /machine of the instance was gone/);
  await terminate(kept?.InstanceId);
});

test('a launch that was cut off by the end of the lab is cleaned up at the next start', async () => {
  const machines = new FakeMachines();
  it.machines.hold();
  const instance = await run();
  const again = ec2Service({ lab: it.lab.lab, machines });
  again.reconcile();
  await again.settled();
  assert.ok(machines.terminated.includes(instance?.InstanceId ?? ''));
  assert.match((await describe(instance?.InstanceId))?.StateReason?.Message ?? '', /the lab ended while the instance was starting/);
  it.machines.release();
  await it.ec2.settled();
});

test('launches are refused as EC2 refuses them, with nothing made', async () => {
  const before = it.machines.launched.length;
  await assert.rejects(run({ ImageId: 'ami-0123456789abcdef0' }), { name: 'InvalidAMIID.NotFound', message: "The image id '[ami-0123456789abcdef0]' does not exist" });
  await assert.rejects(run({ ImageId: 'debian' }), { name: 'InvalidAMIID.Malformed' });
  await assert.rejects(run({ InstanceType: 'm1.tiny' as 't3.medium' }), /Invalid value 'm1\.tiny' for InstanceType/);
  await assert.rejects(run({ IamInstanceProfile: { Name: 'nobody' } }), { message: 'Value (nobody) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name' });
  await assert.rejects(run({ KeyName: 'mine' }), /KeyName of RunInstances is not supported by this lab/);
  await assert.rejects(run({ SubnetId: undefined }), { name: 'VPCIdNotSpecified' });
  await assert.rejects(run({ DryRun: true }), { name: 'DryRunOperation' });
  await assert.rejects(it.client.send(new TerminateInstancesCommand({ InstanceIds: ['i-0123456789abcdef0'] })), {
    name: 'InvalidInstanceID.NotFound', message: "The instance ID 'i-0123456789abcdef0' does not exist",
  });
  assert.equal(it.machines.launched.length, before);
});

test('a launch template gives what the request leaves out, by version', async () => {
  await it.iam.send(new CreateRoleCommand({ RoleName: 'instance', AssumeRolePolicyDocument: TRUST }));
  const { InstanceProfile: profile } = await it.iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: 'instance' }));
  await it.iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: 'instance', RoleName: 'instance' }));
  const { LaunchTemplate: template } = await it.client.send(new CreateLaunchTemplateCommand({
    LaunchTemplateName: 'capacity',
    LaunchTemplateData: {
      ImageId: LAB_IMAGE_ID, InstanceType: 't3.small', IamInstanceProfile: { Arn: profile?.Arn }, MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 },
      BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { VolumeSize: 30, VolumeType: 'gp3', Encrypted: true } }],
      TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: 'capacity' }] }, { ResourceType: 'volume', Tags: [{ Key: 'Name', Value: 'disk' }] }],
    },
  }));
  const LaunchTemplateId = template?.LaunchTemplateId;
  await it.client.send(new CreateLaunchTemplateVersionCommand({ LaunchTemplateId, SourceVersion: '1', LaunchTemplateData: { InstanceType: 't3.large' } }));
  const { LaunchTemplateVersions: versions } = await it.client.send(new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId }));
  const shown = versions?.map(({ VersionNumber, DefaultVersion, LaunchTemplateData: data }) => [VersionNumber, DefaultVersion, data?.InstanceType]);
  assert.deepEqual(shown, [[2, false, 't3.large'], [1, true, 't3.small']]);
  assert.equal(versions?.[0]?.LaunchTemplateData?.BlockDeviceMappings?.[0]?.Ebs?.VolumeSize, 30);
  const launch = (Version?: string) => run({ LaunchTemplate: { LaunchTemplateId, Version }, ImageId: undefined, InstanceType: undefined });
  const [byDefault, latest] = [await launch(), await launch('$Latest')];
  assert.deepEqual([byDefault?.InstanceType, latest?.InstanceType], ['t3.small', 't3.large']);
  assert.equal(byDefault?.IamInstanceProfile?.Arn, profile?.Arn);
  assert.equal(byDefault?.MetadataOptions?.HttpTokens, 'required');
  assert.deepEqual(byDefault?.Tags, [
    { Key: 'Name', Value: 'capacity' }, { Key: 'aws:ec2launchtemplate:id', Value: LaunchTemplateId }, { Key: 'aws:ec2launchtemplate:version', Value: '1' },
  ]);
  await it.ec2.settled();
  assert.equal(it.machines.launched.at(-1)?.roleArn, 'arn:aws:iam::123456789012:role/instance');
  await assert.rejects(launch('7'), { name: 'InvalidLaunchTemplateId.VersionNotFound' });
  await terminate(byDefault?.InstanceId);
  await terminate(latest?.InstanceId);
});

test('the same client token gives the same instance', async () => {
  const [one, same] = [await run({ ClientToken: 'once' }), await run({ ClientToken: 'once' })];
  assert.equal(same?.InstanceId, one?.InstanceId);
  await it.ec2.settled();
  await terminate(one?.InstanceId);
});

test('termination protection holds until it is taken off', async () => {
  const instance = await run({ DisableApiTermination: true });
  await it.ec2.settled();
  const InstanceId = instance?.InstanceId ?? '';
  await assert.rejects(it.client.send(new TerminateInstancesCommand({ InstanceIds: [InstanceId] })), { name: 'OperationNotPermitted' });
  await it.client.send(new ModifyInstanceAttributeCommand({ InstanceId, DisableApiTermination: { Value: false } }));
  await terminate(InstanceId);
  assert.equal((await describe(InstanceId))?.State?.Name, 'terminated');
});

test('the image and the instance types that the lab has are described', async () => {
  const { Images: images } = await it.client.send(new DescribeImagesCommand({ Owners: ['amazon'], Filters: [{ Name: 'name', Values: ['al2023-ami-ecs-*'] }] }));
  assert.equal(images?.[0]?.ImageId, LAB_IMAGE_ID);
  const { InstanceTypes: types } = await it.client.send(new DescribeInstanceTypesCommand({ InstanceTypes: ['t3.medium'] }));
  assert.deepEqual([types?.[0]?.VCpuInfo?.DefaultVCpus, types?.[0]?.MemoryInfo?.SizeInMiB], [2, 4096]);
});

test('an image for another processor is there, and is refused when it is to be started', { skip: process.arch === 'arm64' }, async () => {
  const { Images: images } = await it.client.send(new DescribeImagesCommand({ Filters: [{ Name: 'architecture', Values: ['arm64'] }] }));
  const ImageId = images?.[0]?.ImageId;
  await assert.rejects(run({ ImageId, InstanceType: 't4g.small' }), {
    name: 'UnsupportedOperation',
    message: /The image ami-0ec51ab0000000002 \(al2023-ami-ecs-hvm-\S+-arm64\) is for arm64, and this machine's processor is x86_64: this lab starts x86_64 instances only\. Use EcsOptimizedImage\.amazonLinux2023\(\)/,
  });
  await assert.rejects(run({ ImageId, InstanceType: 't3.small' }), /The architecture 'x86_64' of the specified instance type does not match the architecture 'arm64'/);
  await assert.rejects(run({ InstanceType: 't4g.small' }), /The architecture 'arm64' of the specified instance type does not match/);
});

test('images for GPUs and Neuron devices are there, the instance types with such devices are refused', async () => {
  const { Images: images = [] } = await it.client.send(new DescribeImagesCommand({ Filters: [{ Name: 'name', Values: ['*-gpu-*', '*-neuron-*'] }] }));
  assert.equal(images.length, 2);
  for (const [InstanceType, { ImageId } = {}] of [['g4dn.xlarge', images[0]], ['inf1.xlarge', images[1]]] as const) {
    await assert.rejects(run({ ImageId, InstanceType }), /Invalid value '\w+\.xlarge' for InstanceType: this lab knows AWS's sizes of/);
  }
});

test('metadata options of a running instance change on its machine, and only to what AWS allows', async () => {
  const InstanceId = (await run({ MetadataOptions: { HttpTokens: 'required' } }))?.InstanceId ?? '';
  await it.ec2.settled();
  const change = (more: object) => it.client.send(new ModifyInstanceMetadataOptionsCommand({ InstanceId, ...more }));
  const { InstanceMetadataOptions } = await change({ HttpPutResponseHopLimit: 2 });
  assert.deepEqual([InstanceMetadataOptions?.HttpPutResponseHopLimit, InstanceMetadataOptions?.HttpTokens], [2, 'required']);
  assert.deepEqual(it.machines.metadata.get(InstanceId), { tokenRequired: true, hopLimit: 2 });
  assert.equal((await describe(InstanceId))?.MetadataOptions?.HttpPutResponseHopLimit, 2);
  await change({ HttpEndpoint: 'disabled' });
  assert.equal(it.machines.metadata.get(InstanceId), undefined);
  await assert.rejects(change({ HttpPutResponseHopLimit: 65 }), { name: 'InvalidParameterValue', message: /1 to 64/ });
  await terminate(InstanceId);
  await assert.rejects(change({ HttpTokens: 'optional' }), { name: 'IncorrectInstanceState' });
});

test('an empty subnet and VPC can be deleted once the instances are gone', async () => {
  const instance = await run();
  await it.ec2.settled();
  await assert.rejects(it.client.send(new DeleteSubnetCommand({ SubnetId: subnetId })), { name: 'DependencyViolation' });
  await terminate(instance?.InstanceId);
  await it.client.send(new DeleteSubnetCommand({ SubnetId: subnetId }));
  await it.client.send(new DeleteVpcCommand({ VpcId: vpcId }));
});
