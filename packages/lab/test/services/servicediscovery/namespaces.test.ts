import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { rolePrincipal, rootPrincipal } from '../../../src/iam/principals';
import { createMemoryStore } from '../../../src/state/memory-store';
import { startCloudMapLab, type CloudMapLab, type Operation } from './support';

interface Namespace {
  readonly Id: string;
  readonly Arn: string;
  readonly Name: string;
  readonly Type: string;
  readonly ServiceCount: number;
  readonly Properties: {
    readonly DnsProperties: { readonly HostedZoneId?: string; readonly SOA: { readonly TTL?: number } };
    readonly HttpProperties: { readonly HttpName: string };
  };
}

describe('namespaces', () => {
  let lab: CloudMapLab;
  let vpc: string;
  before(async () => {
    lab = await startCloudMapLab();
    vpc = await lab.makeVpc();
  });
  after(() => lab.stop());

  const operation = async (name: string, input: object) => {
    const { OperationId } = await lab.call<{ OperationId: string }>(name, input);
    return (await lab.call<{ Operation: Operation }>('GetOperation', { OperationId })).Operation;
  };
  const get = async (Id: string) => (await lab.call<{ Namespace: Namespace }>('GetNamespace', { Id })).Namespace;

  it('of private DNS have a hosted zone, and are found by id and by ARN', async () => {
    const before = lab.changes();
    const { Status, Type, Targets } = await operation('CreatePrivateDnsNamespace', { Name: 'one.local', Vpc: vpc, Description: 'd' });
    assert.deepEqual([Status, Type], ['SUCCESS', 'CREATE_NAMESPACE']);
    const found = await get(Targets['NAMESPACE'] ?? '');
    assert.match(found.Id, /^ns-[a-z0-9]{16}$/);
    assert.equal(found.Arn, `arn:aws:servicediscovery:us-east-1:123456789012:namespace/${found.Id}`);
    assert.deepEqual([found.Name, found.Type, found.ServiceCount, found.Properties.HttpProperties.HttpName], ['one.local', 'DNS_PRIVATE', 0, 'one.local']);
    assert.match(found.Properties.DnsProperties.HostedZoneId ?? '', /^Z[A-Z0-9]{20}$/);
    assert.deepEqual(await get(found.Arn), found);
    assert.equal(lab.changes(), before + 1);
  });

  it('fail as an operation where Route 53 would refuse the zone, and are not there then', async () => {
    await operation('CreatePrivateDnsNamespace', { Name: 'twice.local', Vpc: vpc });
    const same = await operation('CreatePrivateDnsNamespace', { Name: 'twice.local', Vpc: vpc });
    assert.deepEqual([same.Status, same.ErrorCode], ['FAIL', 'CANNOT_CREATE_HOSTED_ZONE']);
    assert.match(same.ErrorMessage ?? '', /^The VPC vpc-\w+ in region us-east-1 has already been associated with the hosted zone Z\w+ with the same domain name\./);
    const stranger = await operation('CreatePrivateDnsNamespace', { Name: 'nowhere.local', Vpc: 'vpc-0' });
    assert.match(stranger.ErrorMessage ?? '', /InvalidVPCId/);
    await assert.rejects(get(stranger.Targets['NAMESPACE'] ?? ''), { name: 'NamespaceNotFound' });
    const elsewhere = await operation('CreatePrivateDnsNamespace', { Name: 'twice.local', Vpc: await lab.makeVpc() });
    assert.match((await get(elsewhere.Targets['NAMESPACE'] ?? '')).Properties.HttpProperties.HttpName, /^twice\.local-[a-z0-9]{8}$/);
  });

  it('of HTTP have a name once; public ones are refused', async () => {
    const { Targets } = await operation('CreateHttpNamespace', { Name: 'calls', CreatorRequestId: 'r' });
    await assert.rejects(lab.call('CreateHttpNamespace', { Name: 'calls' }), (error: Error & { fields?: object }) => {
      assert.equal(error.name, 'NamespaceAlreadyExists');
      assert.deepEqual(error.fields, { NamespaceId: Targets['NAMESPACE'], CreatorRequestId: 'r' });
      return true;
    });
    await assert.rejects(lab.call('CreatePublicDnsNamespace', { Name: 'example.com' }), { name: 'InvalidInput', message: /has no public DNS/ });
    await assert.rejects(lab.call('CreatePrivateDnsNamespace', { Name: 'not a name', Vpc: vpc }), { name: 'InvalidInput' });
  });

  it('are listed by type and name, changed, and deleted once they have no services', async () => {
    const id = await lab.makeNamespace('listed.local', vpc);
    const names = async (...Filters: object[]) =>
      (await lab.call<{ Namespaces: Namespace[] }>('ListNamespaces', { Filters })).Namespaces.map(({ Name }) => Name);
    assert.deepEqual(await names({ Name: 'TYPE', Values: ['DNS_PRIVATE'] }, { Name: 'NAME', Values: ['listed'], Condition: 'BEGINS_WITH' }), ['listed.local']);
    assert.deepEqual(await names({ Name: 'TYPE', Values: ['HTTP'] }, { Name: 'NAME', Values: ['listed.local'] }), []);
    await assert.rejects(names({ Name: 'COLOUR', Values: ['red'] }), { name: 'InvalidInput', message: /"COLOUR" is not supported/ });
    await operation('UpdatePrivateDnsNamespace', { Id: id, Namespace: { Description: 'new', Properties: { DnsProperties: { SOA: { TTL: 99 } } } } });
    assert.equal((await get(id)).Properties.DnsProperties.SOA.TTL, 99);

    const service = await lab.makeService({ Name: 'api', NamespaceId: id, DnsConfig: { DnsRecords: [{ Type: 'A', TTL: 60 }] } });
    await assert.rejects(lab.call('DeleteNamespace', { Id: id }), { name: 'ResourceInUse' });
    await lab.call('DeleteService', { Id: service.Id });
    assert.equal((await operation('DeleteNamespace', { Id: id })).Type, 'DELETE_NAMESPACE');
    await assert.rejects(get(id), { name: 'NamespaceNotFound' });
    await assert.rejects(lab.call('GetOperation', { OperationId: 'x' }), { name: 'OperationNotFound' });
  });

  it('have tags, which policies can ask for', async () => {
    const { Targets } = await operation('CreateHttpNamespace', { Name: 'tagged', Tags: [{ Key: 'team', Value: 'a' }] });
    const { Id, Arn: ResourceARN } = await get(Targets['NAMESPACE'] ?? '');
    await lab.call('TagResource', { ResourceARN, Tags: [{ Key: 'team', Value: 'b' }, { Key: 'x', Value: 'y' }] });
    await lab.call('UntagResource', { ResourceARN, TagKeys: ['x'] });
    assert.deepEqual((await lab.call<{ Tags: object[] }>('ListTagsForResource', { ResourceARN })).Tags, [{ Key: 'team', Value: 'b' }]);
    await assert.rejects(lab.call('ListTagsForResource', { ResourceARN: `${ResourceARN}x` }), { name: 'ResourceNotFoundException' });

    const document = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
    const root = rootPrincipal('123456789012');
    const trust = document({ Action: 'sts:AssumeRole', Principal: { Service: 'ecs-tasks.amazonaws.com' } });
    await lab.lab.invoke('iam', 'CreateRole', { RoleName: 'reader', AssumeRolePolicyDocument: trust }, root);
    const allow = document({ Action: 'servicediscovery:GetNamespace', Resource: '*', Condition: { StringEquals: { 'aws:ResourceTag/team': 'b' } } });
    await lab.lab.invoke('iam', 'PutRolePolicy', { RoleName: 'reader', PolicyName: 'p', PolicyDocument: allow }, root);
    const reader = rolePrincipal('arn:aws:iam::123456789012:role/reader', 'session');
    assert.equal((await lab.call<{ Namespace: Namespace }>('GetNamespace', { Id }, reader)).Namespace.Id, Id);
    await assert.rejects(lab.call('GetNamespace', { Id: (await operation('CreateHttpNamespace', { Name: 'other' })).Targets['NAMESPACE'] }, reader), { name: 'AccessDeniedException' });
    await assert.rejects(lab.call('DeleteNamespace', { Id }, reader), { name: 'AccessDeniedException', message: /servicediscovery:DeleteNamespace on resource: arn:/ });
  });

  it('are still there after a restart', async () => {
    const store = { ...createMemoryStore(), close: () => Promise.resolve() };
    const first = await startCloudMapLab({ store });
    const id = await first.makeNamespace('kept.local', await first.makeVpc());
    await first.stop();
    const second = await startCloudMapLab({ store });
    assert.equal((await second.call<{ Namespace: Namespace }>('GetNamespace', { Id: id })).Namespace.Name, 'kept.local');
    await second.stop();
  });
});
