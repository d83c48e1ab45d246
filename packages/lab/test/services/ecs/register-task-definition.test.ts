import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import {
  DeleteTaskDefinitionsCommand, DeregisterTaskDefinitionCommand, DescribeTaskDefinitionCommand, ListTaskDefinitionFamiliesCommand,
  ListTaskDefinitionsCommand, RegisterTaskDefinitionCommand, type ContainerDefinition, type PortMapping, type RegisterTaskDefinitionCommandInput,
} from '@aws-sdk/client-ecs';
import { type EcsLab, startEcsLab } from '../../support/ecs';

describe('RegisterTaskDefinition', () => {
  let lab: EcsLab;
  beforeEach(async () => { lab = await startEcsLab({ cluster: false }); });
  afterEach(() => lab.stop());

  const register = async (containers: readonly Partial<ContainerDefinition>[], more: Partial<RegisterTaskDefinitionCommandInput> = {}) => {
    const reply = await lab.ecs.send(new RegisterTaskDefinitionCommand({
      family: 'demo', networkMode: 'host',
      containerDefinitions: containers.map((container, index) => ({ name: `c${index}`, image: 'nginx:alpine', memory: 128, ...container })), ...more }));
    return reply.taskDefinition ?? {};
  };
  const refused = (of: readonly Partial<ContainerDefinition>[], more: Partial<RegisterTaskDefinitionCommandInput>, message: string | RegExp) =>
    assert.rejects(register(of, more), { name: 'ClientException', message });
  const port = (containerPort: number, hostPort?: number, protocol?: 'tcp' | 'udp') => ({ portMappings: [{ containerPort, hostPort, protocol }] });

  it('gives numbers that are never used again', async () => {
    assert.equal((await register([{}])).taskDefinitionArn, 'arn:aws:ecs:us-east-1:123456789012:task-definition/demo:1');
    assert.equal((await register([{}])).revision, 2);
    await lab.ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: 'demo:2' }));
    await lab.ecs.send(new DeleteTaskDefinitionsCommand({ taskDefinitions: ['demo:2'] }));
    assert.equal((await register([{}])).revision, 3);
  });

  it('fills the defaults of a host-mode definition', async () => {
    const host = await register([port(80)], { requiresCompatibilities: ['EC2'], cpu: '0.25 vCPU', memory: '1GB' });
    const [container] = host.containerDefinitions ?? [];
    assert.deepEqual(container?.portMappings, [{ containerPort: 80, hostPort: 80, protocol: 'tcp' }]);
    const { cpu, essential, environment, mountPoints, volumesFrom } = container ?? {};
    assert.deepEqual([cpu, essential, environment, mountPoints, volumesFrom], [0, true, [], [], []]);
    assert.deepEqual([host.cpu, host.memory, host.status], ['256', '1024', 'ACTIVE']);
    assert.deepEqual(host.compatibilities, ['EXTERNAL', 'EC2']);
    assert.deepEqual(host.requiresCompatibilities, ['EC2']);
    assert.ok(host.registeredAt instanceof Date);
  });

  it('keeps dynamic ports of bridge mode as 0 and fills those of awsvpc mode', async () => {
    const mapped = async (networkMode: 'bridge' | 'awsvpc') => (await register([port(80)], { networkMode })).containerDefinitions?.[0]?.portMappings;
    assert.deepEqual(await mapped('bridge'), [{ containerPort: 80, hostPort: 0, protocol: 'tcp' }]);
    assert.deepEqual(await mapped('awsvpc'), [{ containerPort: 80, hostPort: 80, protocol: 'tcp' }]);
  });

  it('requires of an instance what the task uses', async () => {
    const logConfiguration = { logDriver: 'awslogs' as const, options: { 'awslogs-group': 'g', 'awslogs-region': 'us-east-1' } };
    const { requiresAttributes } = await register([{ ...port(80), logConfiguration, linuxParameters: { initProcessEnabled: true } }], {
      taskRoleArn: 'arn:aws:iam::123456789012:role/task', executionRoleArn: 'execution' });
    const names = requiresAttributes?.map(({ name }) => name);
    for (const name of [
      'com.amazonaws.ecs.capability.task-iam-role-network-host', 'com.amazonaws.ecs.capability.task-iam-role',
      'com.amazonaws.ecs.capability.logging-driver.awslogs', 'ecs.capability.execution-role-awslogs',
      'com.amazonaws.ecs.capability.docker-remote-api.1.25',
    ]) {
      assert.ok(names?.includes(name), name);
    }
  });

  it('refuses host ports that differ from container ports', async () => {
    await refused([port(80, 8080)], {}, 'When networkMode=host, the host ports and container ports in port mappings must match.');
    await refused([port(80, 8080)], { networkMode: 'awsvpc' }, 'When networkMode=awsvpc, the host ports and container ports in port mappings must match.');
  });

  it('refuses one host port for two containers, but not for two protocols', async () => {
    for (const networkMode of ['host', 'bridge'] as const) {
      await refused([port(3000, 3000), port(3000, 3000)], { networkMode }, "TCP host port '3000' is mapped multiple times in task.");
    }
    await refused([port(53, 53, 'udp'), port(53, 53, 'udp')], {}, "UDP host port '53' is mapped multiple times in task.");
    await register([port(53, 53, 'tcp'), port(53, 53, 'udp')]);
    await register([port(80, 0), port(80, 0)], { networkMode: 'bridge' });
  });

  it('refuses port mappings in none mode, and links outside bridge mode', async () => {
    await refused([port(80)], { networkMode: 'none' }, 'Port mappings are not supported when networkMode=none.');
    for (const networkMode of ['host', 'none', 'awsvpc'] as const) {
      await refused([{ links: ['c1'] }, {}], { networkMode }, `Links are not supported when networkMode=${networkMode}.`);
    }
    await register([{ links: ['c1'] }, {}], { networkMode: 'bridge' });
  });

  it('refuses what a container cannot be', async () => {
    await refused([], {}, 'Container list cannot be empty.');
    await refused([{ name: '' }], {}, 'Container.name should not be null or empty.');
    await refused([{ image: undefined }], {}, 'Container.image should not be null or empty.');
    await refused([{ memory: undefined }], {}, "Invalid setting for container 'c0'. At least one of 'memory' or 'memoryReservation' must be specified.");
    await refused([{ portMappings: [{ hostPort: 80 }] }], {}, "Invalid 'containerPort' setting for container 'c0'.");
    await refused([{ hostname: 'h' }], { networkMode: 'awsvpc' }, 'hostname is not supported on container when networkMode=awsvpc.');
    await refused([{ logConfiguration: { logDriver: 'awslogs', options: {} } }], {}, 'Log driver awslogs requires options: awslogs-group');
    await refused([{ secrets: [{ name: 'a', valueFrom: 'b' }] }], {},
      "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.");
    await refused([{ dependsOn: [{ containerName: 'c1', condition: 'SUCCESS' }] }, {}], {},
      'A dependency container with SUCCESS or COMPLETE condition cannot be an essential container');
    await refused([{ dependsOn: [{ containerName: 'c1', condition: 'START' }] }, { dependsOn: [{ containerName: 'c0', condition: 'START' }] }], {}, /itself/);
    await refused([{ mountPoints: [{ sourceVolume: 'v' }] }], {}, "Unknown volume 'v'.");
    await refused([{ essential: false }], {}, /essential/);
    await refused([{}], { taskRoleArn: 'no role!' }, 'Role is not valid');
    await refused([{}], { requiresCompatibilities: ['FARGATE'] }, 'Fargate only supports network mode ‘awsvpc’.');
    await refused([{ cpu: 512 }], { cpu: '256' }, /sum of all container 'cpu' values/);
    await refused([{}], { cpu: 'much' }, /^Invalid 'cpu' setting for task\./);
  });

  it('takes ranges of container ports in bridge and awsvpc mode, and refuses those that are none or share a port', async () => {
    const bridge = { networkMode: 'bridge' as const };
    const mappings = (...portMappings: PortMapping[]) => [{ portMappings }];
    const ranges = (...texts: string[]) => mappings(...texts.map((containerPortRange) => ({ containerPortRange })));
    const { containerDefinitions, requiresAttributes } = await register(ranges('8000-8002', '9000-9001'), bridge);
    assert.deepEqual(containerDefinitions?.[0]?.portMappings, [
      { containerPortRange: '8000-8002', protocol: 'tcp' }, { containerPortRange: '9000-9001', protocol: 'tcp' }]);
    assert.ok(requiresAttributes?.some(({ name }) => name === 'ecs.capability.network.container-port-range'));
    await register(ranges('8000-8002'), { networkMode: 'awsvpc' });
    await register(mappings({ containerPortRange: '8000-8002' }, { containerPort: 8001, protocol: 'udp' }), bridge);
    for (const text of ['8000', '8002-8000', '8000-8000', '0-5', '65535-65536', 'a-b']) {
      await refused(ranges(text), bridge, "Invalid 'containerPortRange' setting for container 'c0'.");
    }
    await refused(ranges('8000-8002', '8002-8005'), bridge, /^The containerPortRange 8000-8002 of the container 'c0' overlaps with the mapping of 8002-8005;/);
    await refused(mappings({ containerPortRange: '8000-8002' }, { containerPort: 8001 }), bridge, /overlaps with the mapping of 8001;/);
    await refused(mappings({ containerPortRange: '8000-8002', containerPort: 80 }), bridge, 'cannot specify both single port and port range');
    await refused(ranges(...Array.from({ length: 101 }, (_, index) => `${1000 + 10 * index}-${1001 + 10 * index}`)), bridge, /has 101 port ranges; at most 100/);
  });

  it('refuses members that nobody knows and values of another type, by their place', async () => {
    const odd = { portMappings: [{ containerPort: '3000' as unknown as number }] };
    await assert.rejects(register([odd]), {
      name: 'SerializationException', message: 'containerDefinitions[0].portMappings[0].containerPort: expected an integer, got "3000".' });
    const coloured = { family: 'demo', containerDefinitions: [{ name: 'c0', image: 'i', memory: 4, colour: 'red' }] };
    await assert.rejects(lab.lab.lab.invoke('ecs', 'RegisterTaskDefinition', coloured, { kind: 'root', arn: 'arn:aws:iam::123456789012:root' }), {
      name: 'InvalidParameterException', message: /does not know containerDefinitions\[0\]\.colour/ });
  });

  it('describes and lists by family, revision and ARN', async () => {
    const { taskDefinitionArn: first } = await register([{}], { tags: [{ key: 'a', value: 'b' }] });
    const { taskDefinitionArn: second } = await register([{}]);
    await register([{}], { family: 'other' });
    const describeIt = async (taskDefinition: string) =>
      (await lab.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition, include: ['TAGS'] })));
    assert.equal((await describeIt('demo')).taskDefinition?.taskDefinitionArn, second);
    assert.deepEqual((await describeIt('demo:1')).tags, [{ key: 'a', value: 'b' }]);
    assert.equal((await describeIt(first ?? '')).taskDefinition?.revision, 1);
    await assert.rejects(describeIt('nothing'), { name: 'ClientException', message: 'Unable to describe task definition.' });
    const list = async (input: object) => (await lab.ecs.send(new ListTaskDefinitionsCommand(input))).taskDefinitionArns;
    assert.deepEqual(await list({ familyPrefix: 'demo', sort: 'DESC' }), [second, first]);
    const page = await lab.ecs.send(new ListTaskDefinitionsCommand({ maxResults: 2 }));
    assert.equal(page.taskDefinitionArns?.length, 2);
    assert.equal((await list({ maxResults: 2, nextToken: page.nextToken }))?.length, 1);
    await lab.ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: second }));
    assert.deepEqual(await list({ status: 'INACTIVE' }), [second]);
    assert.equal((await describeIt('demo')).taskDefinition?.taskDefinitionArn, first);
    const { families } = await lab.ecs.send(new ListTaskDefinitionFamiliesCommand({ familyPrefix: 'de' }));
    assert.deepEqual(families, ['demo']);
  });
});
