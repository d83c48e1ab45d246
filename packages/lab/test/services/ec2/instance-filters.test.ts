import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import {
  AuthorizeSecurityGroupEgressCommand, AuthorizeSecurityGroupIngressCommand, CreateSecurityGroupCommand, CreateSubnetCommand, CreateVpcCommand,
  DescribeInstanceAttributeCommand, DescribeInstanceStatusCommand, ModifyInstanceAttributeCommand, ModifyNetworkInterfaceAttributeCommand,
  RevokeSecurityGroupEgressCommand, RevokeSecurityGroupIngressCommand, RunInstancesCommand, TerminateInstancesCommand, type IpPermission,
} from '@aws-sdk/client-ec2';
import { LAB_IMAGE_ID } from '../../../src/lab-image';
import { type Ec2TestLab, startEc2Lab } from './support';

const port = (from: number, peer: Partial<IpPermission>): IpPermission[] => [{ IpProtocol: 'tcp', FromPort: from, ToPort: from, ...peer }];

/** Names are looked up at the subnet's third address whatever the groups say. */
const LOOK_UPS = ['udp 53 10.0.100.2/32', 'tcp 53 10.0.100.2/32'];

describe('what an instance lets through', () => {
  let the: Ec2TestLab;
  let vpcId: string;
  let subnetId: string;
  let groupId: string;
  beforeEach(async () => {
    the = await startEc2Lab();
    vpcId = (await the.client.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))).Vpc?.VpcId ?? '';
    const { Subnet } = await the.client.send(new CreateSubnetCommand({ VpcId: vpcId, CidrBlock: '10.0.100.0/24', AvailabilityZone: 'us-east-1a' }));
    subnetId = Subnet?.SubnetId ?? '';
    groupId = await group('web');
  });
  afterEach(async () => {
    the.client.destroy();
    the.iam.destroy();
    await the.lab.stop();
  });

  const group = async (GroupName: string) =>
    (await the.client.send(new CreateSecurityGroupCommand({ VpcId: vpcId, GroupName, Description: GroupName }))).GroupId ?? '';
  const run = async (SecurityGroupIds = [groupId]) => {
    const { Instances: [instance] = [] } = await the.client.send(new RunInstancesCommand({
      MinCount: 1, MaxCount: 1, ImageId: LAB_IMAGE_ID, InstanceType: 't3.medium', SubnetId: subnetId, SecurityGroupIds }));
    return { id: instance?.InstanceId ?? '', eni: instance?.NetworkInterfaces?.[0]?.NetworkInterfaceId ?? '', address: instance?.PrivateIpAddress ?? '' };
  };
  const seen = (id: string, direction = 'in') => (the.machines.filters.get(id) ?? []).filter((rule) => rule.direction === direction)
    .map(({ protocol, from, cidr }) => `${protocol} ${from ?? ''} ${cidr}`);

  it('is known to its machine before that is launched', async () => {
    the.machines.hold();
    const { id } = await run();
    assert.deepEqual([seen(id), seen(id, 'out')], [[], [...LOOK_UPS, '-1 -1 0.0.0.0/0']]);
    the.machines.release();
    await the.ec2.settled();
  });

  it('follows its group, also one that it names, as instances come and go', async () => {
    const peers = await group('peers');
    const { id } = await run();
    const [one, two] = [await run([peers]), await run([peers])];
    await the.ec2.settled();
    const IpPermissions = port(80, { UserIdGroupPairs: [{ GroupId: peers }] });
    await the.client.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: groupId, IpPermissions }));
    assert.deepEqual(seen(id), [`tcp 80 ${one.address}/32`, `tcp 80 ${two.address}/32`]);
    await the.client.send(new TerminateInstancesCommand({ InstanceIds: [one.id] }));
    await the.ec2.settled();
    assert.deepEqual(seen(id), [`tcp 80 ${two.address}/32`]);
    await the.client.send(new RevokeSecurityGroupIngressCommand({ GroupId: groupId, IpPermissions }));
    assert.deepEqual(seen(id), []);
    const all: IpPermission[] = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }];
    await the.client.send(new RevokeSecurityGroupEgressCommand({ GroupId: groupId, IpPermissions: all }));
    const https = port(443, { IpRanges: [{ CidrIp: '10.0.0.0/16' }] });
    await the.client.send(new AuthorizeSecurityGroupEgressCommand({ GroupId: groupId, IpPermissions: https }));
    assert.deepEqual(seen(id, 'out'), [...LOOK_UPS, 'tcp 443 10.0.0.0/16']);
  });

  it('changes with its groups, by instance and by interface', async () => {
    const open = await group('open');
    await the.client.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: open, IpPermissions: port(22, { IpRanges: [{ CidrIp: '10.0.0.0/8' }] }) }));
    const { id, eni } = await run();
    await the.ec2.settled();
    await the.client.send(new ModifyInstanceAttributeCommand({ InstanceId: id, Groups: [groupId, open] }));
    assert.deepEqual(seen(id), ['tcp 22 10.0.0.0/8']);
    const { Groups } = await the.client.send(new DescribeInstanceAttributeCommand({ InstanceId: id, Attribute: 'groupSet' }));
    assert.deepEqual(Groups?.map(({ GroupName }) => GroupName), ['web', 'open']);
    await the.client.send(new ModifyNetworkInterfaceAttributeCommand({ NetworkInterfaceId: eni, Groups: [groupId] }));
    assert.deepEqual(seen(id), []);
  });

  it('is changed to groups of its own VPC only, one attribute in a call', async () => {
    const { id, eni } = await run();
    const other = (await the.client.send(new CreateVpcCommand({ CidrBlock: '10.1.0.0/16' }))).Vpc?.VpcId;
    const { GroupId: foreign = '' } = await the.client.send(new CreateSecurityGroupCommand({ VpcId: other, GroupName: 'x', Description: 'x' }));
    const change = (Groups: string[]) => the.client.send(new ModifyNetworkInterfaceAttributeCommand({ NetworkInterfaceId: eni, Groups }));
    await assert.rejects(change([foreign]), { name: 'InvalidGroup.NotFound' });
    await assert.rejects(change(['sg-00000000000000000']), { name: 'InvalidGroup.NotFound' });
    await assert.rejects(the.client.send(new ModifyNetworkInterfaceAttributeCommand({ NetworkInterfaceId: 'eni-1', Groups: [groupId] })),
      { name: 'InvalidNetworkInterfaceID.NotFound' });
    const two = { InstanceId: id, Groups: [groupId], DisableApiTermination: { Value: true } };
    await assert.rejects(the.client.send(new ModifyInstanceAttributeCommand(two)), { name: 'InvalidParameterCombination' });
    await the.client.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
    await the.ec2.settled();
    await assert.rejects(the.client.send(new ModifyInstanceAttributeCommand({ InstanceId: id, Groups: [groupId] })), { name: 'IncorrectInstanceState' });
  });

  it('is told anew when the lab has started again', async () => {
    const { id } = await run();
    await the.ec2.settled();
    the.machines.filters.clear();
    the.ec2.reconcile();
    await Promise.resolve();
    assert.deepEqual(seen(id, 'out'), [...LOOK_UPS, '-1 -1 0.0.0.0/0']);
  });
});

describe('the status of an instance', () => {
  it('is impaired while it is frozen, and only the system\'s own check passes', async () => {
    const the = await startEc2Lab();
    const VpcId = (await the.client.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))).Vpc?.VpcId;
    const { Subnet } = await the.client.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.0.100.0/24', AvailabilityZone: 'us-east-1a' }));
    const { Instances: [instance] = [] } = await the.client.send(new RunInstancesCommand({
      MinCount: 1, MaxCount: 1, ImageId: LAB_IMAGE_ID, InstanceType: 't3.medium', SubnetId: Subnet?.SubnetId }));
    await the.ec2.settled();
    const status = async () => {
      const { InstanceStatuses: [found] = [] } = await the.client.send(new DescribeInstanceStatusCommand({}));
      return [found?.InstanceStatus?.Status, found?.InstanceStatus?.Details?.[0]?.Status, found?.SystemStatus?.Status];
    };
    assert.deepEqual(await status(), ['ok', 'passed', 'ok']);
    the.machines.frozen.add(instance?.InstanceId ?? '');
    assert.deepEqual(await status(), ['impaired', 'failed', 'ok']);
    the.client.destroy();
    the.iam.destroy();
    await the.lab.stop();
  });
});
