import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseSettings, RESERVED_PORTS } from '../../../src/instance/agent/settings';

describe('ecs.config', () => {
  it('has the defaults of an ECS-optimised image when there is none', () => {
    const { settings, remarks } = parseSettings('');
    assert.deepEqual([settings.cluster, settings.clusterIsNamed, settings.stopTimeout, settings.reservedPorts], ['default', false, 30, RESERVED_PORTS]);
    assert.deepEqual(remarks, []);
  });

  it('takes cluster, ports, memory, durations, attributes and tags; the last of equal names wins', () => {
    const { settings, remarks } = parseSettings([
      '# made by user data', 'ECS_CLUSTER=first', 'ECS_CLUSTER=second', 'ECS_RESERVED_PORTS=[22, 8080]', 'ECS_RESERVED_PORTS_UDP=[53]',
      'ECS_RESERVED_MEMORY=256', 'ECS_CONTAINER_STOP_TIMEOUT=1m30s', 'ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION=10m',
      'ECS_INSTANCE_ATTRIBUTES={"stack":"blue"}', 'ECS_CONTAINER_INSTANCE_TAGS={"a":"b"}', 'ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST=false',
    ].join('\n'));
    assert.deepEqual(remarks, []);
    assert.deepEqual(settings, {
      ...parseSettings('').settings, cluster: 'second', clusterIsNamed: true, reservedPorts: [22, 8080], reservedPortsUdp: [53], reservedMemory: 256,
      stopTimeout: 90, cleanupWait: 600_000, attributes: { stack: 'blue' }, tags: { a: 'b' }, taskRolesInHostMode: false,
    });
  });

  it('names what has no effect and keeps the default for what cannot be read', () => {
    const { settings, remarks } = parseSettings('ECS_ENABLE_GPU_SUPPORT=true\nECS_RESERVED_MEMORY=lots\nECS_RESERVED_PORTS=22');
    assert.equal(remarks.length, 3);
    assert.match(remarks[0] ?? '', /ECS_ENABLE_GPU_SUPPORT/);
    assert.deepEqual([settings.reservedMemory, settings.reservedPorts], [0, RESERVED_PORTS]);
  });
});
