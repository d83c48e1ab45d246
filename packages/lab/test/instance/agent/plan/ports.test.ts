import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dynamicMappings, portPlan, reportedBindings } from '../../../../src/instance/agent/plan/ports';

const container = { portMappings: [
  { containerPort: 80, hostPort: 8080 }, { containerPortRange: '8000-8002', protocol: 'udp' as const }, { containerPort: 8001, hostPort: 0 },
] };

describe('the ports of a container in bridge mode', () => {
  it('are bound one by one, those of a range from the first host port on', () => {
    assert.equal(dynamicMappings(container).length, 2);
    assert.deepEqual(portPlan(container, 'bridge', [32768, 32771]).PortBindings, {
      '80/tcp': [{ HostPort: '8080' }],
      '8000/udp': [{ HostPort: '32768' }], '8001/udp': [{ HostPort: '32769' }], '8002/udp': [{ HostPort: '32770' }],
      '8001/tcp': [{ HostPort: '32771' }],
    });
    assert.deepEqual(portPlan(container, 'awsvpc').PortBindings, {});
  });

  it('are told of as one binding for a range, and one for each other port', () => {
    const binding = (containerPort: number, hostPort: number, protocol: 'tcp' | 'udp') => ({ bindIP: '0.0.0.0', containerPort, hostPort, protocol });
    const engine = [
      binding(80, 8080, 'tcp'), binding(8000, 32768, 'udp'), binding(8001, 32769, 'udp'), binding(8002, 32770, 'udp'), binding(8001, 32771, 'tcp')];
    assert.deepEqual(reportedBindings(engine, container), [
      binding(80, 8080, 'tcp'), binding(8001, 32771, 'tcp'),
      { bindIP: '0.0.0.0', containerPortRange: '8000-8002', hostPortRange: '32768-32770', protocol: 'udp' },
    ]);
    assert.deepEqual(reportedBindings([], container), []);
  });
});
