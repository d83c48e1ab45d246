import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import type { ContainerAgent, ContainerReport, TaskPayload } from '../../../src/ecs/agent-port';
import type { Agents } from '../../../src/instance/agent/agents';
import { collect } from '../../../src/instance/collect';
import { agentOf, INSTANCE_ROLE, payloadOf, Reports, sleeper, startInstance, TASK_ROLE } from './support';

const running = (containers: readonly ContainerReport[]) => containers.every(({ status }) => status === 'RUNNING');
const stopped = (containers: readonly ContainerReport[]) => containers.every(({ status }) => status === 'STOPPED');

describe('tasks in bridge mode', { timeout: 300_000 }, () => {
  let machine: Awaited<ReturnType<typeof startInstance>>;
  let reports: Reports;
  let agents: Agents;
  let agent: ContainerAgent;

  const bridge = (...containerDefinitions: ContainerDefinition[]) =>
    payloadOf({ networkMode: 'bridge', taskRoleArn: TASK_ROLE, containerDefinitions });
  const start = async (payload: TaskPayload, holds = running) => {
    agent.start(payload);
    return reports.until(payload.task.taskArn, holds);
  };
  const stop = async ({ task }: TaskPayload) => {
    agent.stop(task.taskArn);
    return reports.until(task.taskArn, stopped);
  };
  const inside = async ({ task }: TaskPayload, container: string, command: string) =>
    (await collect(await agent.run(task.taskArn, container, { argv: ['sh', '-c', command] }))).output.trim();

  before(async () => {
    // the instance's own connections out come from the same range: reserved ports are never theirs, and a task still gets them
    machine = await startInstance('#!/bin/sh\n'
      + 'echo "33000 33063" > /proc/sys/net/ipv4/ip_local_port_range\necho "33000-33031" > /proc/sys/net/ipv4/ip_local_reserved_ports\nprintf "ECS_CONTAINER_STOP_TIMEOUT=1s\\n" > /etc/ecs/ecs.config\n');
    reports = new Reports();
    agents = machine.build(reports);
    await agents.attach(machine.spec);
    agent = agentOf(agents);
  });

  after(async () => {
    await agents?.detach(machine.spec.instanceId);
    await machine?.remove();
  });

  it('publishes a static host port through docker-proxy and tells of it as the engine does', async () => {
    const payload = bridge(sleeper({ portMappings: [{ containerPort: 80, hostPort: 8080, protocol: 'tcp' }] }));
    const [container] = await start(payload);
    assert.deepEqual(container?.networkBindings, [{ bindIP: '0.0.0.0', containerPort: 80, hostPort: 8080, protocol: 'tcp' }]);
    assert.match(await machine.shell('netstat -tulpn'), /^tcp +0 +0 0\.0\.0\.0:8080 .*docker-proxy/m);
    assert.match(await machine.shell(`docker ps --filter id=${container.runtimeId ?? ''} --format "{{.Ports}}"`), /^0\.0\.0\.0:8080->80\/tcp/);
    assert.equal(await machine.shell(`docker inspect -f "{{.HostConfig.NetworkMode}}" ${container.runtimeId ?? ''}`), 'bridge');
    await stop(payload);
  });

  it('takes dynamic host ports from the instance\'s own range: upward from the last one, past those in use, around once', async () => {
    await machine.shell('(perl -MIO::Socket::INET -e "my \\$s = IO::Socket::INET->new(LocalPort => 33002, Listen => 1) or die; sleep 300" > /dev/null 2>&1 &);'
      + ' until netstat -tln | grep -q ":33002 "; do sleep 0.1; done');
    const dynamic = () => bridge(sleeper({ portMappings: [{ containerPort: 80 }, { containerPort: 80, protocol: 'udp' }] }));
    const payloads = [dynamic(), dynamic(), dynamic()];
    const seen: (readonly (number | undefined)[])[] = [];
    for (const payload of payloads) {
      const [container] = await start(payload);
      const port = (protocol: string) => container?.networkBindings?.find((binding) => binding.protocol === protocol)?.hostPort;
      seen.push([port('tcp'), port('udp')]);
    }
    assert.deepEqual(seen, [[33000, 33000], [33001, 33001], [33003, 33002]]);
    await Promise.all(payloads.map(stop));
    const [container] = await start(payloads[3] = dynamic());
    assert.equal(container?.networkBindings?.find(({ protocol }) => protocol === 'tcp')?.hostPort, 33004);
    await stop(payloads[3]);
  });

  it('ends a task whose dynamic port cannot be had', async () => {
    const many = bridge(sleeper({ portMappings: Array.from({ length: 70 }, (_, index) => ({ containerPort: 80 + index, protocol: 'tcp' as const })) }));
    const [container] = await start(many, stopped);
    assert.match(container?.reason ?? '', /^(HostConfigError: error retrieving docker port map: a host port is unavailable|CannotStartContainerError: .*already)/);
  });

  it('says in the engine\'s words that a static port is held by a process that is none of ECS\'s', async () => {
    await machine.shell('docker run -d --name squatter -p 8081:80 busybox sleep 300');
    const [container] = await start(bridge(sleeper({ portMappings: [{ containerPort: 80, hostPort: 8081 }] })), stopped);
    assert.match(container?.reason ?? '', new RegExp('^CannotStartContainerError: Error response from daemon: driver failed programming external connectivity '
      + 'on endpoint ecs-demo-3-sleep-\\w+ \\(\\w+\\): Bind for 0\\.0\\.0\\.0:8081 failed: port is already allocated$'));
    await machine.shell('docker rm -f squatter');
  });

  it('links containers by alias, the linked one first', async () => {
    const payload = bridge(sleeper({ name: 'app', links: ['db:database'] }), sleeper({ name: 'db' }));
    const [, db] = await start(payload);
    const address = await machine.shell(`docker inspect -f "{{.NetworkSettings.IPAddress}}" ${db?.runtimeId ?? ''}`);
    assert.match(await inside(payload, 'app', 'grep database /etc/hosts'), new RegExp(`^${address.replaceAll('.', '\\.')}\\s+database`));
    await stop(payload);
  });

  it('reaches task metadata and the credentials of its task role, and never those of the instance', async () => {
    const payload = bridge(sleeper());
    const [{ runtimeId = '' } = {}] = await start(payload);
    const pid = await machine.shell(`docker inspect -f "{{.State.Pid}}" ${runtimeId}`);
    const variable = (name: string) => inside(payload, 'sleep', `echo $${name}`);
    const get = (url: string) => machine.shell(`nsenter -t ${pid} -n curl -s -m 3 ${url}`);
    const container = JSON.parse(await get(await variable('ECS_CONTAINER_METADATA_URI_V4'))) as { Networks: { NetworkMode: string; IPv4Addresses: string[] }[] };
    assert.match(container.Networks[0]?.IPv4Addresses[0] ?? '', /^172\.17\.0\.\d+$/);
    const keys = JSON.parse(await get(`http://169.254.170.2${await variable('AWS_CONTAINER_CREDENTIALS_RELATIVE_URI')}`)) as { RoleArn: string };
    assert.equal(keys.RoleArn, TASK_ROLE);
    assert.match(await get('http://169.254.170.2/instance-credentials'), /NotFound/);
    assert.match(await machine.shell('curl -s http://127.0.0.1:51679/instance-credentials'), new RegExp(INSTANCE_ROLE));
    await stop(payload);
  });
});
