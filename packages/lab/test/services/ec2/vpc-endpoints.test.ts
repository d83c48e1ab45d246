import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import {
  CreateRouteTableCommand, CreateSecurityGroupCommand, CreateSubnetCommand, CreateTagsCommand, CreateVpcCommand, CreateVpcEndpointCommand,
  DeleteSecurityGroupCommand, DeleteSubnetCommand, DeleteVpcCommand, DeleteVpcEndpointsCommand, DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand, DescribeVpcEndpointsCommand, ModifyVpcAttributeCommand, ModifyVpcEndpointCommand, type CreateVpcEndpointCommandInput,
  type ModifyVpcEndpointCommandInput,
} from '@aws-sdk/client-ec2';
import { startEc2Lab, type Ec2TestLab } from './support';

const MESSAGES = 'com.amazonaws.us-east-1.ssmmessages';
const S3 = 'com.amazonaws.us-east-1.s3';

describe('VPC endpoints', () => {
  let the: Ec2TestLab;
  let vpcId: string;
  let subnets: string[];
  let groupId: string;
  beforeEach(async () => {
    the = await startEc2Lab();
    vpcId = await newVpc('10.0.0.0/16');
    subnets = [await newSubnet('10.0.0.0/24', 'a'), await newSubnet('10.0.1.0/24', 'b'), await newSubnet('10.0.2.0/24', 'b')];
    groupId = (await the.client.send(new CreateSecurityGroupCommand({ VpcId: vpcId, GroupName: 'web', Description: 'web' }))).GroupId ?? '';
  });
  afterEach(async () => {
    the.client.destroy();
    the.iam.destroy();
    await the.lab.stop();
  });

  async function newVpc(CidrBlock: string): Promise<string> {
    const id = (await the.client.send(new CreateVpcCommand({ CidrBlock }))).Vpc?.VpcId ?? '';
    await the.client.send(new ModifyVpcAttributeCommand({ VpcId: id, EnableDnsHostnames: { Value: true } }));
    return id;
  }
  const newSubnet = async (CidrBlock: string, zone: string) => (await the.client.send(
    new CreateSubnetCommand({ VpcId: vpcId, CidrBlock, AvailabilityZone: `us-east-1${zone}` }))).Subnet?.SubnetId ?? '';
  const newTable = async () => (await the.client.send(new CreateRouteTableCommand({ VpcId: vpcId }))).RouteTable?.RouteTableId ?? '';
  const routes = async (id: string) =>
    (await the.client.send(new DescribeRouteTablesCommand({ RouteTableIds: [id] }))).RouteTables?.[0]?.Routes ?? [];
  const create = async (more: Partial<CreateVpcEndpointCommandInput> = {}) =>
    (await the.client.send(new CreateVpcEndpointCommand({ VpcId: vpcId, ServiceName: MESSAGES, VpcEndpointType: 'Interface', ...more }))).VpcEndpoint;
  const gateway = (...RouteTableIds: string[]) => create({ VpcEndpointType: 'Gateway', ServiceName: S3, RouteTableIds });
  const modify = (id: string | undefined, more: Partial<ModifyVpcEndpointCommandInput>) =>
    the.client.send(new ModifyVpcEndpointCommand({ VpcEndpointId: id, ...more }));
  const describeOne = async (id: string | undefined) =>
    (await the.client.send(new DescribeVpcEndpointsCommand({ VpcEndpointIds: [id ?? ''] }))).VpcEndpoints?.[0];
  const remove = (...ids: (string | undefined)[]) =>
    the.client.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds: ids.map((id) => id ?? '') }));
  const refused = (call: Promise<unknown>, name: string, message: string | RegExp) => assert.rejects(call, { name, message });

  it('of type Interface have an interface in every subnet, and names', async () => {
    const made = await create({
      SubnetIds: subnets.slice(0, 2), SecurityGroupIds: [groupId],
      TagSpecifications: [{ ResourceType: 'vpc-endpoint', Tags: [{ Key: 'k', Value: 'v' }] }],
    });
    assert.match(made?.VpcEndpointId ?? '', /^vpce-[0-9a-f]{17}$/);
    assert.equal(made?.State, 'pending');
    const there = await describeOne(made?.VpcEndpointId);
    assert.equal(there?.State, 'available');
    assert.deepEqual(there?.SubnetIds, subnets.slice(0, 2));
    assert.deepEqual(there?.Groups, [{ GroupId: groupId, GroupName: 'web' }]);
    assert.deepEqual(there?.Tags, [{ Key: 'k', Value: 'v' }]);
    assert.deepEqual(there?.DnsEntries?.map(({ DnsName }) => DnsName?.replace(/^vpce-[0-9a-f]{17}-[0-9a-f]{8}/, 'vpce')), [
      'vpce.ssmmessages.us-east-1.vpce.amazonaws.com', 'vpce-us-east-1a.ssmmessages.us-east-1.vpce.amazonaws.com',
      'vpce-us-east-1b.ssmmessages.us-east-1.vpce.amazonaws.com', 'ssmmessages.us-east-1.amazonaws.com',
    ]);
    const { NetworkInterfaces: interfaces = [] } = await the.client.send(
      new DescribeNetworkInterfacesCommand({ Filters: [{ Name: 'interface-type', Values: ['vpc_endpoint'] }] }));
    assert.deepEqual(interfaces.map(({ NetworkInterfaceId }) => NetworkInterfaceId), there?.NetworkInterfaceIds);
    assert.ok(interfaces.every(({ RequesterManaged, Groups }) => RequesterManaged && Groups?.[0]?.GroupId === groupId));
  });

  it('hold their subnets, groups and VPC until they are deleted', async () => {
    const id = (await create({ SubnetIds: [subnets[0] ?? ''], SecurityGroupIds: [groupId] }))?.VpcEndpointId;
    const gatewayId = (await gateway())?.VpcEndpointId;
    await refused(the.client.send(new DeleteSubnetCommand({ SubnetId: subnets[0] })), 'DependencyViolation', /has dependencies/);
    await refused(the.client.send(new DeleteSecurityGroupCommand({ GroupId: groupId })), 'DependencyViolation', /has a dependent object/);
    assert.deepEqual((await remove(id)).Unsuccessful, []);
    for (const SubnetId of subnets) await the.client.send(new DeleteSubnetCommand({ SubnetId }));
    await the.client.send(new DeleteSecurityGroupCommand({ GroupId: groupId }));
    await refused(the.client.send(new DeleteVpcCommand({ VpcId: vpcId })), 'DependencyViolation', /has dependencies/);
    await remove(gatewayId);
    await the.client.send(new DeleteVpcCommand({ VpcId: vpcId }));
  });

  it('of type Gateway have a route in every route table, which goes with them', async () => {
    const [one, two] = [await newTable(), await newTable()];
    const id = (await gateway(one))?.VpcEndpointId;
    assert.deepEqual((await routes(one)).map(({ GatewayId }) => GatewayId), ['local', id]);
    await refused(gateway(one), 'RouteAlreadyExists', /^route table rtb-\w+ already has a route with destination-prefix-list-id pl-[0-9a-f]{8}$/);
    await modify(id, { AddRouteTableIds: [two], RemoveRouteTableIds: [one] });
    assert.deepEqual((await describeOne(id))?.RouteTableIds, [two]);
    await remove(id);
    assert.deepEqual((await routes(two)).map(({ GatewayId }) => GatewayId), ['local']);
  });

  it('are refused in the words of EC2', async () => {
    await refused(create({ VpcId: 'vpc-0' }), 'InvalidVpcId.NotFound', 'The Vpc Id vpc-0 does not exist');
    await refused(create({ SubnetIds: ['subnet-0'] }), 'InvalidSubnetID.NotFound', "The subnet ID 'subnet-0' does not exist");
    await refused(create({ SecurityGroupIds: ['sg-0'] }), 'InvalidGroup.NotFound', "The security group 'sg-0' does not exist");
    await refused(gateway('rtb-0'), 'InvalidRouteTableId.NotFound', "The routeTable ID 'rtb-0' does not exist");
    for (const ServiceName of ['s3', 'com.amazonaws.us-west-2.s3', 'com.amazonaws.us-east-1.', 'com.amazonaws.vpce.us-east-1.vpce-svc-1']) {
      await refused(create({ ServiceName }), 'InvalidServiceName', `The Vpc Endpoint Service '${ServiceName}' does not exist`);
    }
    await refused(create({ VpcEndpointType: undefined }), 'InvalidParameter', 'Endpoint type (Gateway) does not match available service types ([Interface]).');
    await refused(create({ VpcEndpointType: 'GatewayLoadBalancer' }), 'UnsupportedOperation', /supported there: Interface, Gateway$/);
    await refused(create({ DnsOptions: { DnsRecordIpType: 'ipv6' } }), 'UnsupportedOperation', /^DnsOptions of CreateVpcEndpoint/);
    await refused(create({ RouteTableIds: ['rtb-0'] }), 'InvalidParameter', 'Route table IDs are only supported for Gateway type VPC Endpoint.');
    await refused(create({ PolicyDocument: '{' }), 'InvalidPolicyDocument', /not a valid JSON policy document/);
    await refused(create({ SubnetIds: subnets.slice(1) }), 'DuplicateSubnetsInSameZone',
      `Found another VPC endpoint subnet in the availability zone of ${subnets[2]}`);
    assert.deepEqual((await the.client.send(new DescribeVpcEndpointsCommand({}))).VpcEndpoints, []);
    await refused(describeOne('vpce-0'), 'InvalidVpcEndpointId.NotFound', "The Vpc Endpoint Id 'vpce-0' does not exist");
    await refused(modify('vpce-0', {}), 'InvalidVpcEndpointId.NotFound', "The Vpc Endpoint Id 'vpce-0' does not exist");
  });

  it('have a private name once in a VPC that answers names', async () => {
    const first = await create();
    await refused(create(), 'InvalidParameter', 'private-dns-enabled cannot be set because there is already a conflicting DNS domain for '
      + `ssmmessages.us-east-1.amazonaws.com in the VPC ${vpcId}`);
    const second = await create({ PrivateDnsEnabled: false });
    await refused(modify(second?.VpcEndpointId, { PrivateDnsEnabled: true }), 'InvalidParameter', /conflicting DNS domain/);
    await modify(first?.VpcEndpointId, { PrivateDnsEnabled: false });
    await modify(second?.VpcEndpointId, { PrivateDnsEnabled: true });
    await the.client.send(new ModifyVpcAttributeCommand({ VpcId: vpcId, EnableDnsHostnames: { Value: false } }));
    await refused(create({ ServiceName: 'com.amazonaws.us-east-1.ecr.api' }), 'InvalidParameter', /requires both enableDnsSupport and enableDnsHostnames/);
  });

  it('change their subnets, groups and policy, or nothing', async () => {
    const id = (await create({ SubnetIds: [subnets[1] ?? ''], SecurityGroupIds: [groupId] }))?.VpcEndpointId;
    await refused(modify(id, { AddSubnetIds: [subnets[2] ?? ''], PolicyDocument: '{}' }), 'DuplicateSubnetsInSameZone', /./);
    await refused(modify(id, { RemoveSecurityGroupIds: [groupId] }), 'InvalidParameter', /At least one security group/);
    await refused(modify(id, { RemoveSubnetIds: [subnets[0] ?? ''] }), 'InvalidParameter', /is not associated with endpoint/);
    assert.match((await describeOne(id))?.PolicyDocument ?? '', /"Action":"\*"/);
    const other = (await the.client.send(new CreateSecurityGroupCommand({ VpcId: vpcId, GroupName: 'other', Description: 'other' }))).GroupId ?? '';
    await modify(id, {
      AddSubnetIds: [subnets[0] ?? ''], RemoveSubnetIds: [subnets[1] ?? ''],
      AddSecurityGroupIds: [other], RemoveSecurityGroupIds: [groupId], PolicyDocument: '{}',
    });
    const changed = await describeOne(id);
    assert.deepEqual([changed?.SubnetIds, changed?.Groups?.map(({ GroupId }) => GroupId), changed?.PolicyDocument], [[subnets[0]], [other], '{}']);
    await modify(id, { ResetPolicy: true });
    assert.match((await describeOne(id))?.PolicyDocument ?? '', /"Action":"\*"/);
    await the.client.send(new DeleteSecurityGroupCommand({ GroupId: groupId }));
  });

  it('are found by filter, tag and page, and made once with one token', async () => {
    const messages = await create({ ClientToken: 'once' });
    assert.equal((await create({ ClientToken: 'once' }))?.VpcEndpointId, messages?.VpcEndpointId);
    const s3 = await gateway();
    await the.client.send(new CreateTagsCommand({ Resources: [s3?.VpcEndpointId ?? ''], Tags: [{ Key: 'Name', Value: 'bucket' }] }));
    const found = async (Name: string, ...Values: string[]) =>
      (await the.client.send(new DescribeVpcEndpointsCommand({ Filters: [{ Name, Values }] }))).VpcEndpoints
        ?.map(({ VpcEndpointId }) => VpcEndpointId);
    assert.deepEqual(await found('service-name', MESSAGES, `cn.${MESSAGES}`), [messages?.VpcEndpointId]);
    assert.deepEqual(await found('vpc-endpoint-type', 'Gateway'), [s3?.VpcEndpointId]);
    assert.deepEqual(await found('tag:Name', 'bucket'), [s3?.VpcEndpointId]);
    assert.deepEqual(await found('vpc-id', 'vpc-0'), []);
    const first = await the.client.send(new DescribeVpcEndpointsCommand({ MaxResults: 1 }));
    const rest = await the.client.send(new DescribeVpcEndpointsCommand({ MaxResults: 1, NextToken: first.NextToken }));
    assert.deepEqual([first, rest].map(({ VpcEndpoints }) => VpcEndpoints?.[0]?.VpcEndpointId), [messages?.VpcEndpointId, s3?.VpcEndpointId]);
    assert.equal(rest.NextToken, undefined);
  });

  it('that are there are deleted beside ids that name nothing', async () => {
    const id = (await create())?.VpcEndpointId;
    assert.deepEqual((await remove('vpce-0', id)).Unsuccessful, [
      { ResourceId: 'vpce-0', Error: { Code: 'InvalidVpcEndpointId.NotFound', Message: "The Vpc Endpoint Id 'vpce-0' does not exist" } },
    ]);
    assert.deepEqual((await the.client.send(new DescribeVpcEndpointsCommand({}))).VpcEndpoints, []);
  });
});
