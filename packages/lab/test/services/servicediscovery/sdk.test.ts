import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  CreatePrivateDnsNamespaceCommand, CreateServiceCommand, DeleteServiceCommand, DiscoverInstancesCommand, GetOperationCommand, ListServicesCommand,
  NamespaceNotFound,
  paginateListInstances, RegisterInstanceCommand, ResourceInUse, ServiceDiscoveryClient,
} from '@aws-sdk/client-servicediscovery';
import { startCloudMapLab, type CloudMapLab } from './support';

describe('Cloud Map, as the AWS SDK for JavaScript asks', () => {
  let lab: CloudMapLab;
  let client: ServiceDiscoveryClient;
  before(async () => {
    lab = await startCloudMapLab();
    // DiscoverInstances goes to a host of its own otherwise: data-127.0.0.1
    client = new ServiceDiscoveryClient({ ...lab.clientOptions, disableHostPrefix: true });
  });
  after(async () => {
    client.destroy();
    await lab.stop();
  });

  it('has namespaces, services and instances in pages, and refuses with the errors of the SDK', async () => {
    const { OperationId } = await client.send(new CreatePrivateDnsNamespaceCommand({ Name: 'app.local', Vpc: await lab.makeVpc() }));
    const { Operation } = await client.send(new GetOperationCommand({ OperationId }));
    assert.equal(Operation?.Status, 'SUCCESS');
    const NamespaceId = Operation.Targets?.NAMESPACE;
    const { Service } = await client.send(new CreateServiceCommand({ Name: 'web', NamespaceId, DnsConfig: { DnsRecords: [{ Type: 'A', TTL: 10 }] } }));
    assert.ok(Service?.CreateDate instanceof Date);
    const ServiceId = Service.Id ?? '';
    for (const InstanceId of ['one', 'two', 'three']) {
      await client.send(new RegisterInstanceCommand({ ServiceId, InstanceId, Attributes: { AWS_INSTANCE_IPV4: '10.0.0.1' } }));
    }
    const pages: number[] = [];
    for await (const { Instances = [] } of paginateListInstances({ client, pageSize: 2 }, { ServiceId })) pages.push(Instances.length);
    assert.deepEqual(pages, [2, 1]);
    const { Instances = [] } = await client.send(new DiscoverInstancesCommand({ NamespaceName: 'app.local', ServiceName: 'web' }));
    assert.deepEqual(Instances.map((one) => one.Attributes?.AWS_INSTANCE_IPV4), ['10.0.0.1', '10.0.0.1', '10.0.0.1']);
    assert.equal((await client.send(new ListServicesCommand({ Filters: [{ Name: 'NAMESPACE_ID', Values: [NamespaceId ?? ''] }] }))).Services?.[0]?.InstanceCount, 3);
    await assert.rejects(client.send(new DeleteServiceCommand({ Id: ServiceId })), ResourceInUse);
    await assert.rejects(client.send(new DiscoverInstancesCommand({ NamespaceName: 'none', ServiceName: 'web' })), NamespaceNotFound);
  });
});
