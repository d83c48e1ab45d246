import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { containerMetadata } from '../../../../src/instance/agent/metadata/task-metadata';
import { newTask } from '../../../../src/instance/agent/task/agent-task';
import { payloadOf, sleeper } from '../support';

const CONTEXT = { region: 'us-east-1', vpcId: 'vpc-1', availabilityZone: 'us-east-1a', subnetCidr: '10.0.100.0/24' };

describe('the metadata of a container', () => {
  it('tells the interface of an awsvpc task in version 4 only', () => {
    const network = { subnetId: 'subnet-1', address: '10.0.100.121', macAddress: '0a:ec:0a:00:64:79', rules: [] };
    const task = newTask('i-1', { ...payloadOf({ networkMode: 'awsvpc', containerDefinitions: [sleeper()] }), network });
    const networks = (version: 'v3' | 'v4') => (containerMetadata(task, task.containers[0]!, version, CONTEXT) as { Networks: object[] }).Networks;
    assert.deepEqual(networks('v4'), [{
      NetworkMode: 'awsvpc', IPv4Addresses: [], AttachmentIndex: 0, MACAddress: '0a:ec:0a:00:64:79', IPv4SubnetCIDRBlock: '10.0.100.0/24',
      DomainNameServers: ['10.0.100.2'], PrivateDNSName: 'ip-10-0-100-121.ec2.internal', SubnetGatewayIpv4Address: '10.0.100.1/24',
    }]);
    assert.deepEqual(networks('v3'), [{ NetworkMode: 'awsvpc', IPv4Addresses: [] }]);
  });

  it('tells the ports that a bridge task has got, and none where there are none', () => {
    const task = newTask('i-1', payloadOf({ networkMode: 'bridge', containerDefinitions: [sleeper()] }));
    const container = { ...task.containers[0]!, networkBindings: [{ bindIP: '0.0.0.0', containerPort: 80, hostPort: 32768, protocol: 'tcp' as const }] };
    assert.deepEqual((containerMetadata(task, container, 'v4', CONTEXT) as { Ports?: object[] }).Ports,
      [{ ContainerPort: 80, Protocol: 'tcp', HostPort: 32768, HostIp: '0.0.0.0' }]);
    assert.equal('Ports' in containerMetadata(task, task.containers[0]!, 'v4', CONTEXT), false);
  });
});
