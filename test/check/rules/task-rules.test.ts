import fc from 'fast-check';
import { ids, task } from './tasks';
import { PortMappingModel, TaskModel } from '../../../src/check/private/model';
import { taskFindings } from '../../../src/check/rules/task-rules';

const many = (count: number) => Array.from({ length: count }, (_, index) => ({ containerPort: 1000 + index }));

test.each<[string, TaskModel, string[]]>([
  // none mode
  ['a none-mode task without ports', task('none', []), []],
  ['a none-mode task with a port', task('none', [{ containerPort: 80 }]), ['error noneModePorts']],
  ['a none-mode task with a port range', task('none', [], [{ containerPortRange: '80-90' }]), ['error noneModePorts']],
  ['a none-mode task with an unknown port', task('none', [{ containerPort: 'unknown' }]), ['error noneModePorts']],
  // host mode keeps ports
  ['a host-mode task with one port', task('host', [{ containerPort: 80, hostPort: 80 }]), []],
  ['a host-mode task without a host port', task('host', [{ containerPort: 80 }]), []],
  ['a host-mode task with another host port', task('host', [{ containerPort: 80, hostPort: 8080 }]), ['error hostModeRemap']],
  ['a host-mode task with an unknown host port', task('host', [{ containerPort: 80, hostPort: 'unknown' }]), []],
  ['a host-mode task with a port range', task('host', [{ containerPortRange: '80-90' }]), ['error hostModePortRange']],
  ['a bridge-mode task with another host port', task('bridge', [{ containerPort: 80, hostPort: 8080 }]), []],
  // ports that exist
  ['a port of 65536', task('host', [{ containerPort: 65536 }]), ['error impossiblePort']],
  ['a negative port', task('bridge', [{ containerPort: 80, hostPort: -1 }]), ['error impossiblePort']],
  ['any host port in bridge mode', task('bridge', [{ containerPort: 80, hostPort: 0 }]), []],
  ['any host port in host mode', task('host', [{ containerPort: 80, hostPort: 0 }]), ['error hostModeRemap', 'error impossiblePort']],
  // reserved ports
  ['the port of SSH', task('host', [{ containerPort: 22 }]), ['error reservedPort']],
  ['the port of SSH inside a bridge-mode container', task('bridge', [{ containerPort: 22, hostPort: 2222 }]), []],
  ['the number of a reserved port in UDP', task('host', [{ containerPort: 2375, protocol: 'udp' }]), []],
  // one container for each host port
  ['two containers on one port', task('host', [{ containerPort: 80 }], [{ containerPort: 80 }]), ['error duplicateHostPort']],
  ['one container with a port twice', task('host', [{ containerPort: 80 }, { containerPort: 80 }]), ['error duplicateHostPort']],
  ['three containers on one port', task('host', ...[1, 2, 3].map(() => [{ containerPort: 80 }])), ['error duplicateHostPort', 'error duplicateHostPort']],
  ['two containers on a TCP and a UDP port', task('host', [{ containerPort: 53 }], [{ containerPort: 53, protocol: 'udp' }]), []],
  ['two bridge-mode containers on dynamic ports', task('bridge', [{ containerPort: 80, hostPort: 0 }], [{ containerPort: 80, hostPort: 0 }]), []],
  ['two awsvpc containers', task('awsvpc', [{ containerPort: 80 }], [{ containerPort: 80 }]), []],
  // dynamic range
  ['a port below the dynamic range', task('host', [{ containerPort: 32767 }]), []],
  ['the first port of the dynamic range', task('host', [{ containerPort: 32768 }]), ['warning dynamicRangePort']],
  ['the last port of the dynamic range', task('host', [{ containerPort: 60999 }]), ['warning dynamicRangePort']],
  ['a port above the dynamic range', task('host', [{ containerPort: 61000 }]), []],
  // count
  ['95 ports', task('host', many(95)), []],
  ['96 ports', task('host', many(96)), ['error tooManyPorts']],
  // a mode that is known at deploy time
  ['an unknown network mode', task('unknown', [{ containerPort: 22, hostPort: 23 }]), []],
])('%s', (_, model, expected) => {
  expect(ids(taskFindings(model))).toEqual(expected);
});

test.each([
  ['1000', ['warning unprivilegedPort']],
  ['nginx:nginx', ['warning unprivilegedPort']],
  ['root', []],
  ['0:0', []],
])('user %s on port 80 of the instance', (user, expected) => {
  expect(ids(taskFindings({ networkMode: 'host', containers: [{ name: 'a', user, portMappings: [{ containerPort: 80, protocol: 'tcp' }] }] }))).toEqual(expected);
});

test.each<[number[], string | undefined, number]>([
  [[8080, 8443], undefined, 1],
  [[8080, 80], undefined, 0],
  [[8080], '1000', 0],
  [[], undefined, 0],
])('ports %j with user %s get %i hints that root is not needed', (ports, user, count) => {
  const portMappings = ports.map((containerPort) => ({ containerPort, protocol: 'tcp' as const }));
  const findings = taskFindings({ networkMode: 'host', containers: [{ name: 'a', user, portMappings }] });
  expect(findings.filter(({ level, id }) => level === 'hint' && id === 'cdk-ecs-network-modes:rootNotNeeded')).toHaveLength(count);
});

test('says what, got, allowed and cure in one sentence', () => {
  const [{ message }] = taskFindings(task('host', [{ containerPort: 80, hostPort: 8080 }]));
  expect(message).toBe('host mode cannot remap ports: container \'a\' maps container port 80 to host port 8080, allowed is host port 80 or none; '
    + 'leave hostPort out, let the application listen on 8080, or use bridge mode');
});

describe('for any task', () => {
  const port = fc.oneof(fc.integer({ min: -10, max: 70000 }), fc.constant('unknown' as const), fc.constant(undefined));
  const mapping: fc.Arbitrary<PortMappingModel> = fc.record({ containerPort: port, hostPort: port, protocol: fc.constantFrom('tcp' as const, 'udp' as const) });
  const container = fc.record({ name: fc.string(), portMappings: fc.array(mapping) });
  const model: fc.Arbitrary<TaskModel> = fc.record({
    networkMode: fc.constantFrom('host' as const, 'none' as const, 'bridge' as const, 'awsvpc' as const, 'unknown' as const),
    containers: fc.array(container),
  });

  test('findings are sentences without a final period', () => {
    fc.assert(fc.property(model, (any) => taskFindings(any).every(({ message }) => /^\S.*[^.]$/s.test(message))));
  });

  test('a task that only knows its ports at deploy time has no errors, but for none mode', () => {
    fc.assert(fc.property(model.filter(({ networkMode }) => networkMode !== 'none'), (any) => {
      const unknown = any.containers.map((one) => ({ ...one, portMappings: one.portMappings.map((m) => ({ ...m, containerPort: 'unknown' as const, hostPort: 'unknown' as const })) }));
      return taskFindings({ ...any, containers: unknown }).length === 0;
    }));
  });
});
