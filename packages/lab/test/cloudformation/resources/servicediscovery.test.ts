import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { rootPrincipal } from '../../../src/iam/principals';
import { startStackLab, type StackLab } from './stack-lab';

let it: StackLab;
before(async () => { it = await startStackLab(); });
after(() => it.stop());

const call = <Output>(operation: string, input: object) => it.lab.lab.invoke<Output>('servicediscovery', operation, input, rootPrincipal('123456789012'));
const VPC = { Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } } };
const namespace = (Properties: object = {}) => ({
  Space: { Type: 'AWS::ServiceDiscovery::PrivateDnsNamespace', Properties: { Name: 'app.local', Vpc: { Ref: 'Vpc' }, ...Properties } },
});
const service = (DnsConfig: object, Properties: object = {}) => ({
  Web: {
    Type: 'AWS::ServiceDiscovery::Service', Properties: {
      Name: 'web', NamespaceId: { 'Fn::GetAtt': ['Space', 'Id'] }, HealthCheckCustomConfig: { FailureThreshold: 1 },
      DnsConfig: { NamespaceId: { Ref: 'Space' }, RoutingPolicy: 'MULTIVALUE', ...DnsConfig }, ...Properties,
    },
  },
});
const outputs = {
  Space: { Value: { Ref: 'Space' } }, SpaceArn: { Value: { 'Fn::GetAtt': ['Space', 'Arn'] } }, Zone: { Value: { 'Fn::GetAtt': ['Space', 'HostedZoneId'] } },
  Web: { Value: { Ref: 'Web' } }, WebArn: { Value: { 'Fn::GetAtt': ['Web', 'Arn'] } }, WebName: { Value: { 'Fn::GetAtt': ['Web', 'Name'] } },
};
const A = (TTL: number) => ({ DnsRecords: [{ Type: 'A', TTL }] });

interface Shown {
  readonly Service: { readonly Description: string; readonly DnsConfig: { readonly DnsRecords: object }; readonly InstanceCount: number };
}

test('a namespace, a service and an instance are made, changed in place, and gone with their stack', async () => {
  const instance = (address: string) => ({ Here: {
    Type: 'AWS::ServiceDiscovery::Instance',
    Properties: { InstanceId: 'here', ServiceId: { Ref: 'Web' }, InstanceAttributes: { AWS_INSTANCE_IPV4: address, AWS_INSTANCE_PORT: 80 } },
  } });
  const first = it.outputs(await it.deploy('map', { ...VPC, ...namespace(), ...service(A(60)), ...instance('10.0.0.9') }, outputs));
  assert.match(first['Space'] ?? '', /^ns-[a-z0-9]{16}$/);
  assert.match(first['Zone'] ?? '', /^Z[A-Z0-9]{20}$/);
  assert.deepEqual([first['SpaceArn']?.split('/').at(-1), first['WebArn']?.split('/').at(-1), first['WebName']], [first['Space'], first['Web'], 'web']);

  const again = it.outputs(await it.deploy('map', {
    ...VPC, ...namespace({ Description: 'new', Tags: [{ Key: 'a', Value: 'b' }] }), ...service(A(5), { Description: 'changed' }), ...instance('10.0.0.10'),
  }, outputs));
  assert.deepEqual(again, first);
  const { Service } = await call<Shown>('GetService', { Id: first['Web'] });
  assert.deepEqual([Service.Description, Service.DnsConfig.DnsRecords, Service.InstanceCount], ['changed', [{ Type: 'A', TTL: 5 }], 1]);
  const { Tags } = await call<{ Tags: { Key: string }[] }>('ListTagsForResource', { ResourceARN: first['SpaceArn'] });
  assert.deepEqual(Tags.map(({ Key }) => Key).filter((key) => !key.startsWith('aws:')).sort(), ['a', 'project']);
  const { Instance } = await call<{ Instance: { Attributes: object } }>('GetInstance', { ServiceId: first['Web'], InstanceId: 'here' });
  assert.deepEqual(Instance.Attributes, { AWS_INSTANCE_IPV4: '10.0.0.10', AWS_INSTANCE_PORT: '80' });

  const { Web } = it.outputs(await it.deploy('map', { ...VPC, ...namespace(), ...service(A(5), { Name: 'other' }) }, outputs));
  assert.notEqual(Web, first['Web']);
  await it.destroy('map');
  await assert.rejects(call('GetNamespace', { Id: first['Space'] }), { name: 'NamespaceNotFound' });
});

test('what Cloud Map refuses fails the stack with its words', async () => {
  await it.deploy('one', { ...VPC, ...namespace() }, { Vpc: { Value: { Ref: 'Vpc' }, Export: { Name: 'the-vpc' } } });
  const same = { Space: { Type: 'AWS::ServiceDiscovery::PrivateDnsNamespace', Properties: { Name: 'app.local', Vpc: { 'Fn::ImportValue': 'the-vpc' } } } };
  await assert.rejects(it.deploy('two', same), /has already been associated with the hosted zone Z/);
  await it.destroy('two');
  await it.deploy('http', { Http: { Type: 'AWS::ServiceDiscovery::HttpNamespace', Properties: { Name: 'calls' } } });
  await it.destroy('http');
  await assert.rejects(it.deploy('checked', { ...VPC, ...namespace(), ...service(A(1), { HealthCheckConfig: { Type: 'TCP' } }) }), /HealthCheckConfig/);
  await it.destroy('one');
});
