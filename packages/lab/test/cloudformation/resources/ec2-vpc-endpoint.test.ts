import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DescribeRouteTablesCommand, DescribeVpcEndpointsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { startStackLab, type StackLab } from './stack-lab';

let it: StackLab;
let ec2: EC2Client;
before(async () => {
  it = await startStackLab();
  ec2 = new EC2Client(it.lab.clientOptions);
});
after(() => it.stop());

const ref = (Ref: string) => ({ Ref });
const subnet = (index: number) => ({ Type: 'AWS::EC2::Subnet', Properties: {
  VpcId: ref('Vpc'), CidrBlock: `10.0.${index}.0/24`, AvailabilityZone: { 'Fn::Select': [index % 2, { 'Fn::GetAZs': '' }] },
} });
const group = (GroupDescription: string) => ({ Type: 'AWS::EC2::SecurityGroup', Properties: { VpcId: ref('Vpc'), GroupDescription } });
const network = {
  Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16', EnableDnsHostnames: true, EnableDnsSupport: true } },
  Zero: subnet(0), One: subnet(1), Two: subnet(2), Group: group('one'), Other: group('other'),
  Table: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: ref('Vpc') } },
};
const name = (service: string) => ({ 'Fn::Join': ['', ['com.amazonaws.', ref('AWS::Region'), `.${service}`]] });
const endpoint = (more: object) => ({ Type: 'AWS::EC2::VPCEndpoint', Properties: {
  VpcId: ref('Vpc'), ServiceName: name('ssmmessages'), VpcEndpointType: 'Interface', PrivateDnsEnabled: true, ...more,
} });
const bucket = endpoint({ ServiceName: name('s3'), VpcEndpointType: 'Gateway', PrivateDnsEnabled: undefined, RouteTableIds: [ref('Table')] });
const attribute = (of: string, from: string) => ({ Value: { 'Fn::GetAtt': [from, of] } });
const joined = (of: string) => ({ Value: { 'Fn::Join': [',', { 'Fn::GetAtt': ['Messages', of] }] } });
const outputs = {
  Ref: { Value: ref('Messages') }, Id: attribute('Id', 'Messages'), Created: attribute('CreationTimestamp', 'Messages'),
  Interfaces: joined('NetworkInterfaceIds'), Names: joined('DnsEntries'), Bucket: { Value: ref('Bucket') },
};
const describeOne = async (id = '') => (await ec2.send(new DescribeVpcEndpointsCommand({ VpcEndpointIds: [id] }))).VpcEndpoints?.[0];

test('an endpoint is made, changed in place, replaced with its service, and goes with its stack', async () => {
  const Messages = endpoint({ SubnetIds: [ref('Zero'), ref('One')], SecurityGroupIds: [ref('Group')], Tags: [{ Key: 'Name', Value: 'm' }] });
  const first = it.outputs(await it.deploy('endpoints', { ...network, Messages, Bucket: bucket }, outputs));
  const made = await describeOne(first['Ref']);
  assert.equal(first['Id'], first['Ref']);
  assert.match(first['Created'] ?? '', /^\w{3} \w{3} \d{2} \d{2}:\d{2}:\d{2} UTC \d{4}$/);
  assert.equal(first['Interfaces'], made?.NetworkInterfaceIds?.join(','));
  assert.equal(first['Names'], made?.DnsEntries?.map(({ HostedZoneId, DnsName }) => `${HostedZoneId}:${DnsName}`).join(','));
  assert.equal(made?.Tags?.find(({ Key }) => Key === 'Name')?.Value, 'm');
  assert.equal(made?.Tags?.find(({ Key }) => Key === 'aws:cloudformation:logical-id')?.Value, 'Messages');
  assert.equal((await describeOne(first['Bucket']))?.RouteTableIds?.length, 1);

  // subnet two shares its zone with zero
  const changed = endpoint({
    SubnetIds: [ref('Two'), ref('One')], SecurityGroupIds: [ref('Other')], Tags: [{ Key: 'Name', Value: 'n' }],
    PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' }] },
  });
  const second = it.outputs(await it.deploy('endpoints', { ...network, Messages: changed, Bucket: { ...bucket, Properties: { ...bucket.Properties, RouteTableIds: [] } } }, outputs));
  assert.equal(second['Ref'], first['Ref']);
  assert.notEqual(second['Interfaces'], first['Interfaces']);
  const after = await describeOne(second['Ref']);
  assert.deepEqual([after?.SubnetIds?.length, after?.Groups?.length, after?.Tags?.find(({ Key }) => Key === 'Name')?.Value], [2, 1, 'n']);
  assert.notEqual(after?.Groups?.[0]?.GroupId, made?.Groups?.[0]?.GroupId);
  assert.match(after?.PolicyDocument ?? '', /"Deny"/);
  assert.deepEqual((await describeOne(second['Bucket']))?.RouteTableIds, []);

  const third = it.outputs(await it.deploy('endpoints', { ...network, Messages: endpoint({ ServiceName: name('logs'), SubnetIds: [ref('One')] }), Bucket: bucket }, outputs));
  assert.notEqual(third['Ref'], first['Ref']);
  await assert.rejects(describeOne(first['Ref']), { name: 'InvalidVpcEndpointId.NotFound' });

  await it.destroy('endpoints');
  assert.deepEqual((await ec2.send(new DescribeVpcEndpointsCommand({}))).VpcEndpoints, []);
  assert.deepEqual((await ec2.send(new DescribeRouteTablesCommand({}))).RouteTables, []);
});

test('what the lab does not do with an endpoint fails the stack by name', async () => {
  const one = (more: object) => ({ ...network, Messages: endpoint(more) });
  await assert.rejects(it.deploy('options', one({ IpAddressType: 'dualstack' })), /IpAddressType of AWS::EC2::VPCEndpoint is not supported by this lab/);
  await assert.rejects(it.deploy('service', one({ ServiceName: 'nobody.knows' })), /The Vpc Endpoint Service 'nobody\.knows' does not exist/);
});
