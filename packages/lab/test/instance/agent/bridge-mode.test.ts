import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { INSTANCE_ROLE, payloadOf, sleeper, TASK_ROLE } from './support';
import { stopped, TestAgent } from './test-agent';

describe('tasks in bridge mode', { timeout: 300_000 }, () => {
  // the instance's own connections out come from the same range: reserved ports are never theirs, and a task still gets them
  const host = new TestAgent(['ECS_CONTAINER_STOP_TIMEOUT=1s'], {
    userData: 'echo "33000 33063" > /proc/sys/net/ipv4/ip_local_port_range\necho "33000-33031" > /proc/sys/net/ipv4/ip_local_reserved_ports',
  });
  const bridge = (...containerDefinitions: ContainerDefinition[]) =>
    payloadOf({ networkMode: 'bridge', taskRoleArn: TASK_ROLE, containerDefinitions });

  it('publishes a static host port through docker-proxy and tells of it as the engine does', async () => {
    const payload = bridge(sleeper({ portMappings: [{ containerPort: 80, hostPort: 8080, protocol: 'tcp' }] }));
    const [container] = await host.start(payload);
    assert.deepEqual(container?.networkBindings, [{ bindIP: '0.0.0.0', containerPort: 80, hostPort: 8080, protocol: 'tcp' }]);
    assert.match(await host.machine.shell('netstat -tulpn'), /^tcp +0 +0 0\.0\.0\.0:8080 .*docker-proxy/m);
    assert.match(await host.machine.shell(`docker ps --filter id=${container.runtimeId ?? ''} --format "{{.Ports}}"`), /^0\.0\.0\.0:8080->80\/tcp/);
    assert.equal(await host.machine.shell(`docker inspect -f "{{.HostConfig.NetworkMode}}" ${container.runtimeId ?? ''}`), 'bridge');
    await host.stop(payload);
  });

  it('takes dynamic host ports from the instance\'s own range: upward from the last one, past those in use, around once', async () => {
    await host.machine.shell('(perl -MIO::Socket::INET -e "my \\$s = IO::Socket::INET->new(LocalPort => 33002, Listen => 1) or die; sleep 300" > /dev/null 2>&1 &);'
      + ' until netstat -tln | grep -q ":33002 "; do sleep 0.1; done');
    const dynamic = () => bridge(sleeper({ portMappings: [{ containerPort: 80 }, { containerPort: 80, protocol: 'udp' }] }));
    const payloads = [dynamic(), dynamic(), dynamic()];
    const seen: (readonly (number | undefined)[])[] = [];
    for (const payload of payloads) {
      const [container] = await host.start(payload);
      const port = (protocol: string) => container?.networkBindings?.find((binding) => binding.protocol === protocol)?.hostPort;
      seen.push([port('tcp'), port('udp')]);
    }
    assert.deepEqual(seen, [[33000, 33000], [33001, 33001], [33003, 33002]]);
    await Promise.all(payloads.map((payload) => host.stop(payload)));
    const [container] = await host.start(payloads[3] = dynamic());
    assert.equal(container?.networkBindings?.find(({ protocol }) => protocol === 'tcp')?.hostPort, 33004);
    await host.stop(payloads[3]);
  });

  it('gives a range of container ports as many host ports in a row, past those in use, and tells of it as one binding', async () => {
    const ranged = () => bridge(sleeper({ portMappings: [
      { containerPortRange: '8000-8004' }, { containerPort: 80 }, { containerPortRange: '9000-9001', protocol: 'udp' as const }] }));
    const first = ranged();
    const [container] = await host.start(first);
    const bindings = container?.networkBindings ?? [];
    assert.deepEqual(bindings.map(({ containerPort, containerPortRange, protocol }) => [containerPort ?? containerPortRange, protocol]),
      [[80, 'tcp'], ['8000-8004', 'tcp'], ['9000-9001', 'udp']]);
    const [from = 0, to = 0] = bindings[1]?.hostPortRange?.split('-').map(Number) ?? [];
    assert.equal(to - from, 4);
    assert.deepEqual([bindings[1]?.hostPort, bindings[1]?.bindIP], [undefined, '0.0.0.0']);
    const listening = await host.machine.shell('netstat -tln');
    for (let port = from; port <= to; port++) assert.ok(listening.includes(`:${port} `), `${port} in ${listening}`);
    assert.match(await host.machine.shell(`docker inspect -f '{{json .NetworkSettings.Ports}}' ${container?.runtimeId ?? ''}`),
      new RegExp(`"8004/tcp":\\[\\{"HostIp":"0.0.0.0","HostPort":"${to}"`));
    await host.stop(first);
    const wide = bridge(sleeper({ portMappings: [{ containerPortRange: '8000-8099' }] }));
    const [none] = await host.start(wide, stopped);
    assert.equal(none?.reason, 'HostConfigError: error retrieving docker port map: 100 contiguous host ports are unavailable');
  });

  it('ends a task whose dynamic port cannot be had', async () => {
    const many = bridge(sleeper({ portMappings: Array.from({ length: 70 }, (_, index) => ({ containerPort: 80 + index, protocol: 'tcp' as const })) }));
    const [container] = await host.start(many, stopped);
    assert.match(container?.reason ?? '', /^(HostConfigError: error retrieving docker port map: a host port is unavailable|CannotStartContainerError: .*already)/);
  });

  it('says in the engine\'s words that a static port is held by a process that is none of ECS\'s', async () => {
    await host.machine.shell('docker run -d --name squatter -p 8081:80 busybox sleep 300');
    const [container] = await host.start(bridge(sleeper({ portMappings: [{ containerPort: 80, hostPort: 8081 }] })), stopped);
    assert.match(container?.reason ?? '', new RegExp('^CannotStartContainerError: Error response from daemon: driver failed programming external connectivity '
      + 'on endpoint ecs-demo-3-sleep-\\w+ \\(\\w+\\): Bind for 0\\.0\\.0\\.0:8081 failed: port is already allocated$'));
    await host.machine.shell('docker rm -f squatter');
  });

  it('links containers by alias, the linked one first', async () => {
    const payload = bridge(sleeper({ name: 'app', links: ['db:database'] }), sleeper({ name: 'db' }));
    const [, db] = await host.start(payload);
    const address = await host.machine.shell(`docker inspect -f "{{.NetworkSettings.IPAddress}}" ${db?.runtimeId ?? ''}`);
    assert.match(await host.inside(payload, 'app', 'grep database /etc/hosts'), new RegExp(`^${address.replaceAll('.', '\\.')}\\s+database`));
    await host.stop(payload);
  });

  it('reaches task metadata and the credentials of its task role, and never those of the instance', async () => {
    const payload = bridge(sleeper());
    const [{ runtimeId = '' } = {}] = await host.start(payload);
    const pid = await host.machine.shell(`docker inspect -f "{{.State.Pid}}" ${runtimeId}`);
    const variable = (name: string) => host.inside(payload, 'sleep', `echo $${name}`);
    const get = (url: string) => host.machine.shell(`nsenter -t ${pid} -n curl -s -m 3 ${url}`);
    const container = JSON.parse(await get(await variable('ECS_CONTAINER_METADATA_URI_V4'))) as { Networks: { NetworkMode: string; IPv4Addresses: string[] }[] };
    assert.match(container.Networks[0]?.IPv4Addresses[0] ?? '', /^172\.17\.0\.\d+$/);
    const keys = JSON.parse(await get(`http://169.254.170.2${await variable('AWS_CONTAINER_CREDENTIALS_RELATIVE_URI')}`)) as { RoleArn: string };
    assert.equal(keys.RoleArn, TASK_ROLE);
    assert.match(await get('http://169.254.170.2/instance-credentials'), /NotFound/);
    assert.match(await host.machine.shell('curl -s http://127.0.0.1:51679/instance-credentials'), new RegExp(INSTANCE_ROLE));
    await host.stop(payload);
  });
});
