import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import {
  AuthorizeSecurityGroupIngressCommand, CreateSecurityGroupCommand, CreateSubnetCommand, CreateVpcCommand, DeleteSecurityGroupCommand,
  DescribeNetworkInterfacesCommand, DescribeSubnetsCommand,
} from '@aws-sdk/client-ec2';
import { type Ec2TestLab, startEc2Lab } from './support';

describe('interfaces of awsvpc tasks', () => {
  let the: Ec2TestLab;
  let subnetId: string;
  let groupId: string;
  beforeEach(async () => {
    the = await startEc2Lab();
    const { Vpc } = await the.client.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
    const { Subnet } = await the.client.send(new CreateSubnetCommand({ VpcId: Vpc?.VpcId, CidrBlock: '10.0.100.0/24', AvailabilityZone: 'us-east-1a' }));
    const made = await the.client.send(new CreateSecurityGroupCommand({ VpcId: Vpc?.VpcId, GroupName: 'web', Description: 'web' }));
    [subnetId, groupId] = [Subnet?.SubnetId ?? '', made.GroupId ?? ''];
  });
  afterEach(async () => {
    the.client.destroy();
    the.iam.destroy();
    await the.lab.stop();
  });

  const create = (securityGroups: readonly string[] = [groupId]) =>
    the.ec2.taskInterfaces.create({ subnetId, securityGroups, description: 'task', ec2InstanceId: 'i-1' });

  it('take an address of the subnet, and give it back', async () => {
    const free = async () => (await the.client.send(new DescribeSubnetsCommand({ SubnetIds: [subnetId] }))).Subnets?.[0]?.AvailableIpAddressCount;
    const before = await free() ?? 0;
    const [one, two] = [create(), create()];
    assert.notEqual(one.privateIpAddress, two.privateIpAddress);
    assert.equal(await free(), before - 2);
    const { NetworkInterfaces } = await the.client.send(new DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: [two.networkInterfaceId] }));
    assert.deepEqual([NetworkInterfaces?.[0]?.MacAddress, NetworkInterfaces?.[0]?.Attachment?.DeviceIndex], [two.macAddress, 1]);
    await assert.rejects(the.client.send(new DeleteSecurityGroupCommand({ GroupId: groupId })), { name: 'DependencyViolation' });
    the.ec2.taskInterfaces.delete(one.networkInterfaceId);
    the.ec2.taskInterfaces.delete(two.networkInterfaceId);
    assert.equal(await free(), before);
    await the.client.send(new DeleteSecurityGroupCommand({ GroupId: groupId }));
  });

  it('are let through what their groups say, a group that is named standing for its addresses; changes are told', async () => {
    let told = 0;
    the.ec2.onFilterChange(() => told++);
    const own = create();
    assert.deepEqual(the.ec2.taskInterfaces.rules(own.networkInterfaceId).map(({ direction, cidr }) => [direction, cidr]), [['out', '0.0.0.0/0']]);
    const after = told;
    await the.client.send(new AuthorizeSecurityGroupIngressCommand({
      GroupId: groupId, IpPermissions: [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, UserIdGroupPairs: [{ GroupId: groupId }] }],
    }));
    assert.ok(told > after);
    const other = create();
    assert.deepEqual(the.ec2.taskInterfaces.rules(own.networkInterfaceId).filter(({ direction }) => direction === 'in'), [own, other].map(
      ({ privateIpAddress }) => ({ direction: 'in', protocol: 'tcp', from: 80, to: 80, cidr: `${privateIpAddress}/32` })));
  });

  it('need a subnet and groups that are there', () => {
    assert.throws(() => the.ec2.taskInterfaces.zoneOf('subnet-x'), { code: 'InvalidSubnetID.NotFound' });
    assert.throws(() => create(['sg-x']), { code: 'InvalidGroup.NotFound' });
    assert.equal(the.ec2.taskInterfaces.zoneOf(subnetId), 'us-east-1a');
  });
});
