import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  CreateDefaultVpcCommand, CreateSecurityGroupCommand, DeleteInternetGatewayCommand, DeleteSubnetCommand, DeleteVpcCommand,
  DescribeAccountAttributesCommand, DescribeInternetGatewaysCommand, DescribeRouteTablesCommand, DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand, DescribeVpcAttributeCommand, DescribeVpcsCommand, DetachInternetGatewayCommand, RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import { LAB_IMAGE_ID } from '../../../src/lab-image';
import { startEc2Lab, type Ec2TestLab } from './support';

let it: Ec2TestLab;
before(async () => {
  it = await startEc2Lab();
  it.ec2.born();
});
after(() => it.lab.stop());

const theDefault = async () => (await it.client.send(new DescribeVpcsCommand({ Filters: [{ Name: 'is-default', Values: ['true'] }] }))).Vpcs ?? [];
const subnetsOf = async (vpcId: string) =>
  (await it.client.send(new DescribeSubnetsCommand({ Filters: [{ Name: 'vpc-id', Values: [vpcId] }] }))).Subnets ?? [];

test('an account is born with a default VPC: a public subnet in every zone, and one VPC only, however often the lab starts', async () => {
  it.ec2.born();
  const [vpc, ...more] = await theDefault();
  assert.deepEqual([vpc?.CidrBlock, more], ['172.31.0.0/16', []]);
  const id = vpc?.VpcId ?? '';
  const names = await it.client.send(new DescribeVpcAttributeCommand({ VpcId: id, Attribute: 'enableDnsHostnames' }));
  assert.equal(names.EnableDnsHostnames?.Value, true);
  const subnets = await subnetsOf(id);
  assert.deepEqual(subnets.map(({ CidrBlock }) => CidrBlock).sort(), ['172.31.0.0/20', '172.31.16.0/20', '172.31.32.0/20']);
  assert.ok(subnets.every(({ DefaultForAz, MapPublicIpOnLaunch }) => DefaultForAz && MapPublicIpOnLaunch));
  const filter = { Filters: [{ Name: 'vpc-id', Values: [id] }] };
  const { InternetGateways: [gateway] = [] } = await it.client.send(new DescribeInternetGatewaysCommand({ Filters: [{ Name: 'attachment.vpc-id', Values: [id] }] }));
  const { RouteTables: [routes] = [] } = await it.client.send(new DescribeRouteTablesCommand(filter));
  assert.equal(routes?.Routes?.find(({ DestinationCidrBlock }) => DestinationCidrBlock === '0.0.0.0/0')?.GatewayId, gateway?.InternetGatewayId);
  const { AccountAttributes: [attribute] = [] } = await it.client.send(new DescribeAccountAttributesCommand({ AttributeNames: ['default-vpc'] }));
  assert.equal(attribute?.AttributeValues?.[0]?.AttributeValue, id);
});

test('an instance and a security group that name no network are in the default VPC', async () => {
  const [vpc] = await theDefault();
  const { Instances: [instance] = [] } = await it.client.send(new RunInstancesCommand({ ImageId: LAB_IMAGE_ID, InstanceType: 't3.micro', MinCount: 1, MaxCount: 1 }));
  assert.deepEqual([instance?.VpcId, instance?.Placement?.AvailabilityZone], [vpc?.VpcId, 'us-east-1a']);
  const { GroupId } = await it.client.send(new CreateSecurityGroupCommand({ GroupName: 'web', Description: 'web' }));
  const { SecurityGroups: [group] = [] } = await it.client.send(new DescribeSecurityGroupsCommand({ GroupIds: [GroupId ?? ''] }));
  assert.equal(group?.VpcId, vpc?.VpcId);
});

test('a default VPC that was deleted stays away until it is made again, and a second is refused', async () => {
  const second = await startEc2Lab();
  try {
    second.ec2.born();
    const { Vpcs: [vpc] = [] } = await second.client.send(new DescribeVpcsCommand({}));
    const VpcId = vpc?.VpcId ?? '';
    assert.equal(VpcId, (await theDefault())[0]?.VpcId, 'every lab is born with the same one');
    await assert.rejects(second.client.send(new CreateDefaultVpcCommand({})), { name: 'DefaultVpcAlreadyExists' });
    const { Subnets = [] } = await second.client.send(new DescribeSubnetsCommand({}));
    for (const { SubnetId } of Subnets) await second.client.send(new DeleteSubnetCommand({ SubnetId }));
    await assert.rejects(second.client.send(new RunInstancesCommand({ ImageId: LAB_IMAGE_ID, InstanceType: 't3.micro', MinCount: 1, MaxCount: 1 })), {
      name: 'MissingInput', message: `No subnets found for the default VPC '${VpcId}'. Please specify a subnet.`,
    });
    const { InternetGateways: [gateway] = [] } = await second.client.send(new DescribeInternetGatewaysCommand({}));
    await second.client.send(new DetachInternetGatewayCommand({ InternetGatewayId: gateway?.InternetGatewayId, VpcId }));
    await second.client.send(new DeleteInternetGatewayCommand({ InternetGatewayId: gateway?.InternetGatewayId }));
    await second.client.send(new DeleteVpcCommand({ VpcId }));
    second.ec2.born();
    assert.deepEqual((await second.client.send(new DescribeVpcsCommand({}))).Vpcs, []);
    await assert.rejects(second.client.send(new CreateSecurityGroupCommand({ GroupName: 'web', Description: 'web' })), { name: 'VPCIdNotSpecified' });
    const { Vpc: again } = await second.client.send(new CreateDefaultVpcCommand({}));
    assert.deepEqual([again?.IsDefault, again?.CidrBlock, again?.VpcId === VpcId], [true, '172.31.0.0/16', false]);
  } finally {
    await second.lab.stop();
  }
});
