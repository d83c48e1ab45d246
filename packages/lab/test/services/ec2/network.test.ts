import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  AllocateAddressCommand, AssociateRouteTableCommand, AttachInternetGatewayCommand, AuthorizeSecurityGroupIngressCommand,
  CreateInternetGatewayCommand,
  CreateNatGatewayCommand, CreateRouteCommand, CreateRouteTableCommand, CreateSecurityGroupCommand, CreateSubnetCommand, CreateTagsCommand,
  CreateVpcCommand,
  DeleteInternetGatewayCommand, DeleteNatGatewayCommand, DeleteRouteTableCommand, DeleteSecurityGroupCommand, DeleteSubnetCommand, DeleteVpcCommand,
  DescribeAddressesCommand, DescribeAvailabilityZonesCommand, DescribeNatGatewaysCommand, DescribeRouteTablesCommand, DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand, DescribeTagsCommand, DescribeVpcAttributeCommand, DescribeVpcsCommand, DetachInternetGatewayCommand,
  DisassociateRouteTableCommand,
  ModifyVpcAttributeCommand, ReleaseAddressCommand, RevokeSecurityGroupEgressCommand, RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import { startEc2Lab, type Ec2TestLab } from './support';

let it: Ec2TestLab;
before(async () => { it = await startEc2Lab(); });
after(() => it.lab.stop());

const vpc = async (cidr = '10.0.0.0/16') => (await it.client.send(new CreateVpcCommand({ CidrBlock: cidr }))).Vpc?.VpcId ?? '';
const subnet = async (vpcId: string, cidr = '10.0.100.0/24') =>
  (await it.client.send(new CreateSubnetCommand({ VpcId: vpcId, CidrBlock: cidr, AvailabilityZone: 'us-east-1a' }))).Subnet?.SubnetId ?? '';
const refusedAs = (name: string, message: string | RegExp) => (error: Error) => {
  assert.equal(error.name, name);
  if (typeof message === 'string') assert.equal(error.message, message);
  else assert.match(error.message, message);
  return true;
};

test('a VPC is born with its default security group, main route table and attributes, and dies with them', async () => {
  const VpcId = await vpc();
  const filter = { Filters: [{ Name: 'vpc-id', Values: [VpcId] }] };
  const { SecurityGroups: groups } = await it.client.send(new DescribeSecurityGroupsCommand(filter));
  assert.deepEqual(groups?.map(({ GroupName }) => GroupName), ['default']);
  assert.deepEqual(groups?.[0]?.IpPermissions?.[0]?.UserIdGroupPairs?.map(({ GroupId }) => GroupId), [groups?.[0]?.GroupId]);
  assert.deepEqual(groups?.[0]?.IpPermissionsEgress?.[0]?.IpRanges, [{ CidrIp: '0.0.0.0/0' }]);
  const { RouteTables: tables } = await it.client.send(new DescribeRouteTablesCommand(filter));
  assert.equal(tables?.[0]?.Associations?.[0]?.Main, true);
  assert.equal(tables?.[0]?.Routes?.[0]?.GatewayId, 'local');
  await it.client.send(new ModifyVpcAttributeCommand({ VpcId, EnableDnsHostnames: { Value: true } }));
  const attribute = await it.client.send(new DescribeVpcAttributeCommand({ VpcId, Attribute: 'enableDnsHostnames' }));
  assert.equal(attribute.EnableDnsHostnames?.Value, true);
  await it.client.send(new DeleteVpcCommand({ VpcId }));
  await assert.rejects(it.client.send(new DescribeVpcsCommand({ VpcIds: [VpcId] })), refusedAs('InvalidVpcID.NotFound', `The vpc ID '${VpcId}' does not exist`));
  assert.deepEqual((await it.client.send(new DescribeSecurityGroupsCommand(filter))).SecurityGroups, []);
});

test('address blocks are refused as EC2 refuses them', async () => {
  await assert.rejects(vpc('10.0.0.0/8'), refusedAs('InvalidVpc.Range', "The CIDR '10.0.0.0/8' is invalid."));
  await assert.rejects(vpc('10.0.0.0/33'), refusedAs('InvalidParameterValue', 'Value (10.0.0.0/33) for parameter cidrBlock is invalid. This is not a valid CIDR block.'));
  const VpcId = await vpc();
  await assert.rejects(subnet(VpcId, '10.1.0.0/24'), refusedAs('InvalidSubnet.Range', "The CIDR '10.1.0.0/24' is invalid."));
  await subnet(VpcId, '10.0.0.0/24');
  await assert.rejects(subnet(VpcId, '10.0.0.128/25'), refusedAs('InvalidSubnet.Conflict', "The CIDR '10.0.0.128/25' conflicts with another subnet"));
  await assert.rejects(
    it.client.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.0.1.0/24', AvailabilityZone: 'us-east-1z' })),
    refusedAs('InvalidParameterValue', /^Value \(us-east-1z\) for parameter availabilityZone is invalid\. Subnets can currently only be created in/));
});

test('a member that the lab does not honour is refused by name', async () => {
  await assert.rejects(
    it.client.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16', AmazonProvidedIpv6CidrBlock: true })),
    refusedAs('UnsupportedOperation', /^AmazonProvidedIpv6CidrBlock of CreateVpc is not supported by this lab; supported there: CidrBlock/));
});

test('a network is taken apart only from the outside in', async () => {
  const VpcId = await vpc();
  const SubnetId = await subnet(VpcId);
  const InternetGatewayId = (await it.client.send(new CreateInternetGatewayCommand({}))).InternetGateway?.InternetGatewayId ?? '';
  await it.client.send(new AttachInternetGatewayCommand({ InternetGatewayId, VpcId }));
  const { AllocationId } = await it.client.send(new AllocateAddressCommand({ Domain: 'vpc' }));
  const { NatGateway: nat } = await it.client.send(new CreateNatGatewayCommand({ SubnetId, AllocationId }));
  assert.equal(nat?.State, 'pending');
  assert.equal((await it.client.send(new DescribeNatGatewaysCommand({ NatGatewayIds: [nat?.NatGatewayId ?? ''] }))).NatGateways?.[0]?.State, 'available');
  const RouteTableId = (await it.client.send(new CreateRouteTableCommand({ VpcId }))).RouteTable?.RouteTableId ?? '';
  const { AssociationId } = await it.client.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId }));
  await it.client.send(new CreateRouteCommand({ RouteTableId, DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: nat?.NatGatewayId }));

  await assert.rejects(it.client.send(new DeleteVpcCommand({ VpcId })), refusedAs('DependencyViolation', `The vpc '${VpcId}' has dependencies and cannot be deleted.`));
  await assert.rejects(it.client.send(new DeleteSubnetCommand({ SubnetId })), refusedAs('DependencyViolation', `The subnet '${SubnetId}' has dependencies and cannot be deleted.`));
  await assert.rejects(it.client.send(new DetachInternetGatewayCommand({ InternetGatewayId, VpcId })), refusedAs('DependencyViolation', /has some mapped public address/));
  await assert.rejects(it.client.send(new DeleteInternetGatewayCommand({ InternetGatewayId })), refusedAs('DependencyViolation', /^The internetGateway/));
  await assert.rejects(it.client.send(new DeleteRouteTableCommand({ RouteTableId })), refusedAs('DependencyViolation', /^The routeTable/));
  await assert.rejects(it.client.send(new ReleaseAddressCommand({ AllocationId })), { name: 'InvalidIPAddress.InUse' });

  await it.client.send(new DisassociateRouteTableCommand({ AssociationId }));
  await it.client.send(new DeleteRouteTableCommand({ RouteTableId }));
  await it.client.send(new DeleteNatGatewayCommand({ NatGatewayId: nat?.NatGatewayId ?? '' }));
  await it.client.send(new ReleaseAddressCommand({ AllocationId }));
  await it.client.send(new DetachInternetGatewayCommand({ InternetGatewayId, VpcId }));
  await it.client.send(new DeleteInternetGatewayCommand({ InternetGatewayId }));
  await it.client.send(new DeleteSubnetCommand({ SubnetId }));
  await it.client.send(new DeleteVpcCommand({ VpcId }));
  assert.deepEqual((await it.client.send(new DescribeAddressesCommand({}))).Addresses, []);
});

test('rules of a security group are added once and taken away once', async () => {
  const VpcId = await vpc();
  const { GroupId } = await it.client.send(new CreateSecurityGroupCommand({ GroupName: 'web', Description: 'web', VpcId }));
  const rule = { GroupId, IpPermissions: [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'all' }] }] };
  const { SecurityGroupRules: added } = await it.client.send(new AuthorizeSecurityGroupIngressCommand(rule));
  assert.match(added?.[0]?.SecurityGroupRuleId ?? '', /^sgr-[0-9a-f]{17}$/);
  await assert.rejects(it.client.send(new AuthorizeSecurityGroupIngressCommand(rule)), refusedAs('InvalidPermission.Duplicate',
    'the specified rule "peer: 0.0.0.0/0, TCP, from port: 80, to port: 80, ALLOW" already exists'));
  const { SecurityGroups: groups } = await it.client.send(new DescribeSecurityGroupsCommand({ GroupIds: [GroupId ?? ''] }));
  assert.deepEqual(groups?.[0]?.IpPermissions?.[0]?.IpRanges, [{ CidrIp: '0.0.0.0/0', Description: 'all' }]);
  assert.equal(groups?.[0]?.IpPermissions?.[0]?.FromPort, 80);
  await it.client.send(new RevokeSecurityGroupIngressCommand(rule));
  await assert.rejects(it.client.send(new RevokeSecurityGroupIngressCommand(rule)), refusedAs('InvalidPermission.NotFound',
    'The specified rule does not exist in this security group.'));
  await it.client.send(new RevokeSecurityGroupEgressCommand({ GroupId, IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }] }));
  await it.client.send(new DeleteSecurityGroupCommand({ GroupId }));
});

test('a security group that another one names cannot be deleted, the default one never', async () => {
  const VpcId = await vpc();
  const group = async (GroupName: string) => (await it.client.send(new CreateSecurityGroupCommand({ GroupName, Description: 'x', VpcId }))).GroupId ?? '';
  const [one, other] = [await group('one'), await group('other')];
  await it.client.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: other, IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: one }] }] }));
  await assert.rejects(it.client.send(new DeleteSecurityGroupCommand({ GroupId: one })), refusedAs('DependencyViolation', `resource ${one} has a dependent object`));
  const { SecurityGroups: [byDefault] = [] } = await it.client.send(new DescribeSecurityGroupsCommand({
    Filters: [{ Name: 'vpc-id', Values: [VpcId] }, { Name: 'group-name', Values: ['def*'] }],
  }));
  await assert.rejects(it.client.send(new DeleteSecurityGroupCommand({ GroupId: byDefault?.GroupId })), { name: 'CannotDelete' });
});

test('describe calls find by tag, by wildcard and by page', async () => {
  const VpcId = await vpc();
  const ids = [await subnet(VpcId, '10.0.0.0/24'), await subnet(VpcId, '10.0.1.0/24'), await subnet(VpcId, '10.0.2.0/24')];
  await it.client.send(new CreateTagsCommand({ Resources: ids.slice(0, 2), Tags: [{ Key: 'tier', Value: 'front-end' }] }));
  const tagged = await it.client.send(new DescribeSubnetsCommand({ Filters: [{ Name: 'tag:tier', Values: ['front*'] }] }));
  assert.deepEqual(tagged.Subnets?.map(({ SubnetId }) => SubnetId), ids.slice(0, 2));
  assert.equal(tagged.Subnets?.[0]?.AvailableIpAddressCount, 251);
  const inVpc = [{ Name: 'vpc-id', Values: [VpcId] }];
  const first = await it.client.send(new DescribeSubnetsCommand({ Filters: inVpc, MaxResults: 2 }));
  const second = await it.client.send(new DescribeSubnetsCommand({ Filters: inVpc, MaxResults: 2, NextToken: first.NextToken }));
  assert.deepEqual([...first.Subnets ?? [], ...second.Subnets ?? []].map(({ SubnetId }) => SubnetId), ids);
  assert.equal(second.NextToken, undefined);
  const { Tags: tags } = await it.client.send(new DescribeTagsCommand({ Filters: [{ Name: 'key', Values: ['tier'] }] }));
  assert.deepEqual(tags?.map(({ ResourceType }) => ResourceType), ['subnet', 'subnet']);
  await assert.rejects(it.client.send(new DescribeSubnetsCommand({ Filters: [{ Name: 'colour', Values: ['red'] }] })), refusedAs('InvalidParameterValue', /^The filter 'colour' is invalid/));
});

test('the region has three availability zones', async () => {
  const { AvailabilityZones: zones } = await it.client.send(new DescribeAvailabilityZonesCommand({}));
  assert.deepEqual(zones?.map(({ ZoneName, ZoneId }) => `${ZoneName} ${ZoneId}`), ['us-east-1a use1-az1', 'us-east-1b use1-az2', 'us-east-1c use1-az3']);
});
