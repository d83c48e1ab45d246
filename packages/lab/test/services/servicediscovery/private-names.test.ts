import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { decode, encode } from 'dns-packet';
import { rootPrincipal } from '../../../src/iam/principals';
import { privateNames } from '../../../src/services/servicediscovery/private-names';
import { discoveryOf } from '../../../src/services/servicediscovery/registry';
import { startCloudMapLab, type CloudMapLab } from './support';

describe('the private names of a VPC', () => {
  let lab: CloudMapLab;
  let vpc: string;
  let service: string;
  const enable = (VpcId: string, attribute: string, Value: boolean) =>
    lab.lab.invoke('ec2', 'ModifyVpcAttribute', { VpcId, [attribute]: { Value } }, rootPrincipal('123456789012'));
  before(async () => {
    lab = await startCloudMapLab();
    vpc = await lab.makeVpc();
    await enable(vpc, 'EnableDnsHostnames', true);
    const NamespaceId = await lab.makeNamespace('App.local', vpc);
    service = (await lab.makeService({ Name: 'web', NamespaceId, DnsConfig: { DnsRecords: [{ Type: 'A', TTL: 60 }] }, HealthCheckCustomConfig: {} })).Id;
    for (const [InstanceId, AWS_INSTANCE_IPV4] of [['a', '10.0.0.1'], ['b', '10.0.0.2']]) {
      await lab.call('RegisterInstance', { ServiceId: service, InstanceId, Attributes: { AWS_INSTANCE_IPV4 } });
    }
  });
  after(() => lab.stop());

  const names = () => privateNames(discoveryOf(lab));
  const ask = (vpcId: string, name = 'web.app.local') => {
    const reply = names().answer(vpcId, encode({ type: 'query', id: 5, questions: [{ type: 'A', name }] }), 'udp');
    return (decode(reply ?? Buffer.alloc(0)).answers ?? []).map((record) => record.type === 'A' ? record.data : record.type).sort();
  };

  it('are those of its own namespaces only', async () => {
    const other = await lab.makeVpc();
    await enable(other, 'EnableDnsHostnames', true);
    assert.deepEqual([names().zones(vpc), ask(vpc)], [['App.local'], ['10.0.0.1', '10.0.0.2']]);
    assert.deepEqual([names().zones(other), ask(other)], [[], []]);
  });

  it('lead to instances that are told to be well', async () => {
    await lab.call('UpdateInstanceCustomHealthStatus', { ServiceId: service, InstanceId: 'a', Status: 'UNHEALTHY' });
    assert.deepEqual(ask(vpc), ['10.0.0.2']);
  });

  it('are not answered where the VPC has DNS switched off', async () => {
    for (const attribute of ['EnableDnsSupport', 'EnableDnsHostnames']) {
      await enable(vpc, attribute, false);
      assert.deepEqual([names().zones(vpc), ask(vpc)], [[], []]);
      await enable(vpc, attribute, true);
    }
    assert.deepEqual(ask(vpc), ['10.0.0.2']);
  });
});
