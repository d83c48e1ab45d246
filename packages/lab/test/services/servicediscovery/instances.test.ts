import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startCloudMapLab, type CloudMapLab } from './support';

interface Found {
  readonly Instances: readonly { readonly InstanceId: string; readonly HealthStatus: string }[];
  readonly InstancesRevision: number;
}

describe('services and their instances', () => {
  let lab: CloudMapLab;
  let namespace: string;
  let http: string;
  before(async () => {
    lab = await startCloudMapLab();
    namespace = await lab.makeNamespace('app.local', await lab.makeVpc());
    await lab.call('CreateHttpNamespace', { Name: 'calls' });
    const { Namespaces } = await lab.call<{ Namespaces: { Id: string }[] }>('ListNamespaces', { Filters: [{ Name: 'TYPE', Values: ['HTTP'] }] });
    http = Namespaces[0]?.Id ?? '';
  });
  after(() => lab.stop());

  const A = { RoutingPolicy: 'MULTIVALUE', DnsRecords: [{ Type: 'A', TTL: 60 }] };
  const SRV = { DnsRecords: [{ Type: 'SRV', TTL: 10 }] };
  const make = (Name: string, more: object = { DnsConfig: A }) => lab.makeService({ Name, NamespaceId: namespace, ...more });
  const register = (ServiceId: string, InstanceId: string, Attributes: object) => lab.call('RegisterInstance', { ServiceId, InstanceId, Attributes });
  const discover = (ServiceName: string, more: object = {}) => lab.call<Found>('DiscoverInstances', { NamespaceName: 'app.local', ServiceName, ...more });
  const ids = async (ServiceName: string, more: object = {}) =>
    (await discover(ServiceName, more)).Instances.map(({ InstanceId }) => InstanceId).sort();

  it('are made with A and SRV records, once a name', async () => {
    const { Id, Arn } = await make('web', { DnsConfig: A, HealthCheckCustomConfig: { FailureThreshold: 1 } });
    assert.match(Id, /^srv-[a-z0-9]{16}$/);
    assert.equal(Arn, `arn:aws:servicediscovery:us-east-1:123456789012:service/${Id}`);
    const { Service } = await lab.call<{ Service: Record<string, unknown> }>('GetService', { Id: Arn });
    assert.deepEqual(Service['DnsConfig'], { NamespaceId: namespace, RoutingPolicy: 'MULTIVALUE', DnsRecords: [{ Type: 'A', TTL: 60 }] });
    assert.deepEqual([Service['Type'], Service['HealthCheckCustomConfig'], Service['NamespaceId']], ['DNS_HTTP', { FailureThreshold: 1 }, namespace]);
    await assert.rejects(make('WEB'), (error: Error & { fields?: object }) => {
      assert.deepEqual([error.name, error.fields], ['ServiceAlreadyExists', { ServiceId: Id, ServiceArn: Arn, CreatorRequestId: undefined }]);
      return true;
    });
  });

  it('refuse what the lab has no records for, by name', async () => {
    await assert.rejects(make('six', { DnsConfig: { DnsRecords: [{ Type: 'AAAA', TTL: 1 }] } }), { name: 'InvalidInput', message: /"AAAA" are not supported/ });
    await assert.rejects(make('checked', { DnsConfig: A, HealthCheckConfig: { Type: 'TCP' } }), { name: 'InvalidInput', message: /HealthCheckConfig of CreateService/ });
    await assert.rejects(make('bare', {}), { name: 'InvalidInput', message: /needs a DnsConfig/ });
    await assert.rejects(lab.makeService({ Name: 'api', NamespaceId: http, DnsConfig: A }), {
      name: 'InvalidInput', message: "When you specify an HTTP service, you can't include a DnsConfig element.",
    });
    await assert.rejects(make('-x'), { name: 'InvalidInput' });
    await assert.rejects(lab.makeService({ Name: 'x', NamespaceId: 'ns-none', DnsConfig: A }), { name: 'NamespaceNotFound' });
  });

  it('change their time to live, not their record types', async () => {
    const { Id } = await make('changing');
    await lab.call('UpdateService', { Id, Service: { DnsConfig: { DnsRecords: [{ Type: 'A', TTL: 5 }] } } });
    const { Services } = await lab.call<{ Services: { Id: string; DnsConfig: { DnsRecords: object[] } }[] }>('ListServices', { Filters: [{ Name: 'NAMESPACE_ID', Values: [namespace] }] });
    assert.deepEqual(Services.find((one) => one.Id === Id)?.DnsConfig.DnsRecords, [{ Type: 'A', TTL: 5 }]);
    await assert.rejects(lab.call('UpdateService', { Id, Service: { DnsConfig: SRV } }), { name: 'InvalidInput', message: /record types of a service cannot be changed/ });
  });

  it('need what their records are made of', async () => {
    const a = await make('needs-a');
    const srv = await make('needs-srv', { DnsConfig: SRV });
    await assert.rejects(register(a.Id, 'i', {}), { name: 'InvalidInput', message: /AWS_INSTANCE_IPV4/ });
    await assert.rejects(register(a.Id, 'i', { AWS_INSTANCE_IPV4: '10.0.0.300' }), { name: 'InvalidInput' });
    await assert.rejects(register(srv.Id, 'i', { AWS_INSTANCE_IPV4: '10.0.0.5' }), { name: 'InvalidInput', message: /AWS_INSTANCE_PORT/ });
    await assert.rejects(register(srv.Id, 'i', { AWS_INSTANCE_IPV4: '10.0.0.5', AWS_INSTANCE_PORT: '65536' }), { name: 'InvalidInput' });
    await assert.rejects(register(a.Id, 'i', { AWS_ALIAS_DNS_NAME: 'lb.example.com' }), { name: 'InvalidInput', message: /AWS_ALIAS_DNS_NAME is not supported/ });
    await assert.rejects(register(a.Id, 'i', { AWS_INSTANCE_IPV4: '10.0.0.5', AWS_INIT_HEALTH_STATUS: 'HEALTHY' }), { name: 'InvalidInput', message: /HealthCheckCustomConfig/ });
    await assert.rejects(register(a.Id, 'has space', { AWS_INSTANCE_IPV4: '10.0.0.5' }), { name: 'InvalidInput' });
    await assert.rejects(register('srv-none', 'i', {}), { name: 'ServiceNotFound' });
  });

  it('keep a service from being deleted while they are registered', async () => {
    const { Id: ServiceId } = await make('busy');
    await register(ServiceId, 'one', { AWS_INSTANCE_IPV4: '10.0.0.5', colour: 'red' });
    await assert.rejects(lab.call('DeleteService', { Id: ServiceId }), {
      name: 'ResourceInUse', message: 'Service contains registered instances; delete the instances before deleting the service',
    });
    assert.deepEqual((await lab.call<{ Instance: { Attributes: object } }>('GetInstance', { ServiceId, InstanceId: 'one' })).Instance.Attributes, { AWS_INSTANCE_IPV4: '10.0.0.5', colour: 'red' });
    await lab.call('DeregisterInstance', { ServiceId, InstanceId: 'one' });
    await assert.rejects(lab.call('DeregisterInstance', { ServiceId, InstanceId: 'one' }), { name: 'InstanceNotFound' });
    await assert.rejects(lab.call('GetInstance', { ServiceId, InstanceId: 'one' }), { name: 'InstanceNotFound' });
    await lab.call('DeleteService', { Id: ServiceId });
    await assert.rejects(lab.call('GetService', { Id: ServiceId }), { name: 'ServiceNotFound' });
  });

  it('are discovered by health and by attributes, wished for or required', async () => {
    const { Id } = await make('found', { DnsConfig: A, HealthCheckCustomConfig: {} });
    const before = (await discover('found')).InstancesRevision;
    await register(Id, 'a', { AWS_INSTANCE_IPV4: '10.0.0.1', stage: 'test' });
    await register(Id, 'b', { AWS_INSTANCE_IPV4: '10.0.0.2', stage: 'live', zone: 'x' });
    await register(Id, 'c', { AWS_INSTANCE_IPV4: '10.0.0.3', stage: 'live', AWS_INIT_HEALTH_STATUS: 'UNHEALTHY' });
    assert.deepEqual(await ids('found'), ['a', 'b']);
    assert.deepEqual(await ids('found', { HealthStatus: 'ALL' }), ['a', 'b', 'c']);
    assert.deepEqual(await ids('found', { HealthStatus: 'UNHEALTHY' }), ['c']);
    assert.deepEqual(await ids('found', { HealthStatus: 'ALL', QueryParameters: { stage: 'live' } }), ['b', 'c']);
    assert.deepEqual(await ids('found', { OptionalParameters: { zone: 'x' } }), ['b']);
    assert.deepEqual(await ids('found', { OptionalParameters: { zone: 'y' } }), ['a', 'b']);
    assert.equal((await discover('found', { HealthStatus: 'ALL', MaxResults: 2 })).Instances.length, 2);
    const status = (InstanceId: string, Status: string) => lab.call('UpdateInstanceCustomHealthStatus', { ServiceId: Id, InstanceId, Status });
    await status('a', 'UNHEALTHY');
    await status('b', 'UNHEALTHY');
    assert.deepEqual(await ids('found'), []);
    assert.deepEqual(await ids('found', { HealthStatus: 'HEALTHY_OR_ELSE_ALL' }), ['a', 'b', 'c']);
    const { Status } = await lab.call<{ Status: object }>('GetInstancesHealthStatus', { ServiceId: Id, Instances: ['a'] });
    assert.deepEqual(Status, { a: 'UNHEALTHY' });
    assert.equal((await discover('found')).InstancesRevision, before + 3);
    await assert.rejects(discover('lost'), { name: 'ServiceNotFound' });
    await assert.rejects(lab.call('DiscoverInstances', { NamespaceName: 'lost', ServiceName: 'found' }), { name: 'NamespaceNotFound' });
  });

  it('without a health check are all found, and cannot be told unhealthy', async () => {
    const { Id } = await lab.makeService({ Name: 'plain', NamespaceId: http });
    await register(Id, 'free', { url: 'https://example.com/a' });
    const { Instances } = await lab.call<Found>('DiscoverInstances', { NamespaceName: 'calls', ServiceName: 'plain', HealthStatus: 'UNHEALTHY' });
    assert.deepEqual(Instances.map(({ InstanceId, HealthStatus }) => [InstanceId, HealthStatus]), [['free', 'UNKNOWN']]);
    await assert.rejects(lab.call('UpdateInstanceCustomHealthStatus', { ServiceId: Id, InstanceId: 'free', Status: 'UNHEALTHY' }), { name: 'CustomHealthNotFound' });
    await assert.rejects(register(Id, 'machine', { AWS_EC2_INSTANCE_ID: 'i-0' }), { name: 'InvalidInput', message: /does not exist/ });
  });
});
