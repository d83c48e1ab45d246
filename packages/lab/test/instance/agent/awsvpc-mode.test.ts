import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { TaskPayload } from '../../../src/ecs/agent-port';
import { collect } from '../../../src/instance/collect';
import { hardwareAddressOf } from '../../../src/network/addresses';
import type { PacketRule } from '../../../src/network/packet-filter';
import { payloadOf, sleeper, TASK_ROLE } from './support';
import { running, stopped, TestAgent } from './test-agent';

const everywhere: PacketRule = { direction: 'out', protocol: '-1', cidr: '0.0.0.0/0' };
const web: PacketRule = { direction: 'in', protocol: 'tcp', from: 80, to: 80, cidr: '10.0.0.0/16' };
const nginx = { name: 'web', image: 'nginx:alpine', memory: 64, essential: true, portMappings: [{ containerPort: 80, hostPort: 80 }] };

function awsvpc(address: string, rules: readonly PacketRule[] = [everywhere, web], containerDefinitions = [nginx]): TaskPayload {
  const payload = payloadOf({ networkMode: 'awsvpc', taskRoleArn: TASK_ROLE, containerDefinitions });
  return { ...payload, network: { subnetId: 'subnet-1', address, macAddress: hardwareAddressOf(address), rules } };
}

describe('tasks in awsvpc mode', { timeout: 300_000 }, () => {
  const host = new TestAgent(['ECS_CONTAINER_STOP_TIMEOUT=1s']);
  let neighbour: (line: string) => Promise<string>;
  const stop = async (payload: TaskPayload) => {
    await host.stop(payload);
    await host.reports.released(payload.task.taskArn);
  };
  const pidOf = (id = '') => host.machine.shell(`docker inspect -f "{{.State.Pid}}" ${id}`);
  const status = (url: string) => `curl -s -m 3 -o /dev/null -w "%{http_code}" ${url}`;

  before(async () => {
    neighbour = await host.machine.neighbour('10.0.100.130');
  });

  it('runs two tasks on port 80 side by side, each with an address of its own that other instances and tasks reach', async () => {
    const [one, two] = [awsvpc('10.0.100.121'), awsvpc('10.0.100.122')];
    const [[first], [second]] = await Promise.all([host.start(one), host.start(two)]);
    assert.deepEqual([first?.networkBindings, second?.networkBindings], [[], []]);
    for (const address of ['10.0.100.121', '10.0.100.122']) {
      assert.equal(await neighbour(status(`http://${address}/`)), '200');
    }
    const pid = await pidOf(first?.runtimeId);
    assert.equal(await host.machine.shell(`nsenter -t ${pid} -n ${status('http://10.0.100.122/')}`), '200');
    assert.equal(await host.machine.shell(`nsenter -t ${pid} -n ${status('http://10.0.100.130:1/')}`), '000');
    assert.match(await host.machine.shell(`nsenter -t ${pid} -n ip -o -4 address show dev eth0`), /inet 10\.0\.100\.121\/24/);
    assert.match(await host.machine.shell(`nsenter -t ${pid} -n ip link show dev eth0`), new RegExp(hardwareAddressOf('10.0.100.121')));
    assert.match(await host.machine.shell(`nsenter -t ${pid} -n ip route`), /^default via 10\.0\.100\.1 dev eth0/m);
    assert.match(await host.machine.shell(`nsenter -t ${pid} -n ping -c 1 -W 5 10.0.100.1`), /1 received/);
    await Promise.all([stop(one), stop(two)]);
  });

  it('holds the network in a pause container, which ends with the task and leaves no interface', async () => {
    const payload = awsvpc('10.0.100.123');
    const [container] = await host.start(payload);
    const line = await host.machine.shell('docker ps --filter label=com.amazonaws.ecs.container-name=~internal~ecs~pause --format "{{.ID}} {{.Image}} {{.Names}}"');
    assert.match(line, /^[0-9a-f]{12} amazon\/amazon-ecs-pause:0\.1\.0 ecs-demo-3-internalecspause-[0-9a-f]{18}0[01]$/);
    assert.match(await host.machine.shell(`docker inspect -f "{{.HostConfig.NetworkMode}}" ${container?.runtimeId ?? ''}`),
      new RegExp(`^container:${line.split(' ')[0] ?? ''}`));
    assert.match(await host.machine.shell(`docker exec ${container?.runtimeId ?? ''} cat /etc/hosts`), /10\.0\.100\.123\s+ip-10-0-100-123\.ec2\.internal/);
    await stop(payload);
    assert.equal(await host.machine.shell('docker ps -aq --filter label=com.amazonaws.ecs.container-name=~internal~ecs~pause'), '');
    assert.equal(await host.machine.shell('ip -o link | grep -cE "ecsv|eni"'), '0');
  });

  it('reaches task metadata and credentials at 169.254.170.2 and nothing else of the link-local range', async () => {
    const payload = awsvpc('10.0.100.124');
    const [container] = await host.start(payload);
    const pid = await pidOf(container?.runtimeId);
    const variable = async (name: string) => host.machine.shell(`docker exec ${container?.runtimeId ?? ''} sh -c 'echo $${name}'`);
    const get = (url: string) => host.machine.shell(`nsenter -t ${pid} -n curl -s -m 3 ${url}`);
    const metadata = JSON.parse(await get(await variable('ECS_CONTAINER_METADATA_URI_V4'))) as { Networks: object[] };
    const [, MACAddress] = /link\/ether (\S+)/.exec(await host.machine.shell(`nsenter -t ${pid} -n ip link show dev eth0`)) ?? [];
    assert.deepEqual(metadata.Networks, [{
      NetworkMode: 'awsvpc', IPv4Addresses: ['10.0.100.124'], AttachmentIndex: 0, MACAddress, IPv4SubnetCIDRBlock: '10.0.100.0/24',
      DomainNameServers: ['10.0.100.2'], PrivateDNSName: 'ip-10-0-100-124.ec2.internal', SubnetGatewayIpv4Address: '10.0.100.1/24',
    }]);
    assert.match(await get(`http://169.254.170.2${await variable('AWS_CONTAINER_CREDENTIALS_RELATIVE_URI')}`), new RegExp(TASK_ROLE));
    assert.match(await get('http://169.254.170.2/instance-credentials'), /NotFound/);
    assert.equal(await host.machine.shell(`nsenter -t ${pid} -n ${status('http://169.254.169.254/')}; echo " $?"`), '000 7');
    assert.equal(await host.agent.reachesExecEndpoint(payload.task.taskArn, 'web'), true);
    const local = ['curl', '-s', '-o', '/dev/null', '-w', '%{http_code}', 'http://localhost/'];
    assert.equal((await collect(await host.agent.runBeside(payload.task.taskArn, 'web', { argv: local }))).output, '200');
    assert.equal(await host.machine.shell('curl -s -o /dev/null http://localhost/; echo $?'), '7', 'localhost is the task, not its instance');
    await stop(payload);
  });

  it('lets through what the security groups say, at the start and after they have changed', async () => {
    const payload = awsvpc('10.0.100.125', [everywhere]);
    const [container] = await host.start(payload);
    const pid = await pidOf(container?.runtimeId);
    const reached = () => neighbour(status('http://10.0.100.125/'));
    assert.equal(await reached(), '000');
    host.agent.filter?.(payload.task.taskArn, [web]);
    await host.machine.shell(`until nsenter -t ${pid} -n iptables -S | grep -q dport; do sleep 0.1; done`);
    assert.equal(await reached(), '200');
    assert.match(await host.machine.shell(`nsenter -t ${pid} -n ping -c 1 -W 1 10.0.100.1`), /Operation not permitted|100% packet loss/);
    host.agent.filter?.(payload.task.taskArn, [{ ...web, cidr: '10.0.100.131/32' }]);
    await host.machine.shell(`until nsenter -t ${pid} -n iptables -S | grep -q 10.0.100.131; do sleep 0.1; done`);
    assert.equal(await reached(), '000');
    await stop(payload);
  });

  it('stops a task whose pause container is killed, and names what went wrong with an interface elsewhere', async () => {
    const payload = awsvpc('10.0.100.126', [everywhere], [{ ...nginx, ...sleeper(), portMappings: [] }]);
    await host.start(payload);
    await host.machine.shell('docker kill $(docker ps -q --filter label=com.amazonaws.ecs.container-name=~internal~ecs~pause)');
    await host.reports.until(payload.task.taskArn, stopped);
    const stranger = awsvpc('10.0.101.7');
    const [refused] = await host.start({ ...stranger, network: { ...stranger.network!, subnetId: 'subnet-9' } }, stopped);
    assert.match(refused?.reason ?? '', /^ResourceInitializationError: .*subnet-9.*subnet-1/);
  });

  it('keeps its network over a restart of the lab', async () => {
    const payload = awsvpc('10.0.100.127');
    await host.start(payload);
    await host.restartLab(async () => undefined);
    await host.reports.until(payload.task.taskArn, running);
    assert.equal(await neighbour(status('http://10.0.100.127/')), '200');
    await stop(payload);
    assert.equal(await host.machine.shell('docker ps -aq --filter label=com.amazonaws.ecs.container-name=~internal~ecs~pause'), '');
  });
});
