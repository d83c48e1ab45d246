import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ContainerDefinition, TaskDefinition } from '@aws-sdk/client-ecs';
import { payloadOf, sleeper } from './support';
import { stopped, TestAgent } from './test-agent';

describe('settings of a container, as the kernel has them', { timeout: 300_000 }, () => {
  const host = new TestAgent(['ECS_CONTAINER_STOP_TIMEOUT=1s', 'ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION=1s']);
  const bridge = (container: Partial<ContainerDefinition>, definition: Partial<TaskDefinition> = {}, ...others: ContainerDefinition[]) =>
    payloadOf({ networkMode: 'bridge', ...definition, containerDefinitions: [sleeper(container), ...others] });
  /** What lines print in a container with these settings, one answer a line. */
  const ask = async (payload: ReturnType<typeof bridge>, ...lines: readonly string[]) => {
    await host.start(payload);
    const answers: string[] = [];
    for (const line of lines) {
      answers.push(await host.inside(payload, 'sleep', line));
    }
    await host.stop(payload);
    return answers;
  };
  const gone = (filter: string) => host.machine.shell(`until [ -z "$(docker volume ls -q --filter ${filter})" ]; do sleep 0.1; done`);

  it('gives it the name, the servers and the hosts that it asks for', async () => {
    const [name, resolver, hosts] = await ask(bridge({
      hostname: 'hal', dnsServers: ['10.9.9.9'], dnsSearchDomains: ['corp.example'], extraHosts: [{ hostname: 'db.local', ipAddress: '10.9.9.8' }],
    }), 'hostname', 'cat /etc/resolv.conf', 'cat /etc/hosts');
    assert.equal(name, 'hal');
    assert.match(resolver ?? '', /search corp\.example[^]*nameserver 10\.9\.9\.9|nameserver 10\.9\.9\.9[^]*search corp\.example/);
    assert.match(hosts ?? '', /10\.9\.9\.8\s+db\.local/);
  });

  it('runs as its user in its folder, on a root that cannot be written to, with no way to more rights', async () => {
    const [own, folder, write, privileges] = await ask(bridge({
      user: '1234:5678', workingDirectory: '/usr', readonlyRootFilesystem: true, dockerSecurityOptions: ['no-new-privileges'],
      linuxParameters: { tmpfs: [{ containerPath: '/scratch', size: 8, mountOptions: ['noexec'] }] },
    }), 'grep -E "^(Uid|Gid)" /proc/1/status', 'pwd', 'touch /x; touch /scratch/x && mount | grep /scratch', 'grep NoNewPrivs /proc/1/status');
    assert.match(own ?? '', /Uid:\s+1234\s[^]*Gid:\s+5678\s/);
    assert.equal(folder, '/usr');
    assert.match(write ?? '', /Read-only file system/);
    assert.match(write ?? '', /tmpfs on \/scratch type tmpfs \(.*noexec.*size=8192k/);
    assert.match(privileges ?? '', /1$/);
  });

  it('has the capabilities, limits, kernel settings, devices and shared memory that it asks for', async () => {
    await host.machine.shell('mkdir -p /srv; mknod /srv/fuse c 10 229');
    const [bounding, files, connections, device, memory] = await ask(bridge({
      ulimits: [{ name: 'nofile', softLimit: 321, hardLimit: 654 }], systemControls: [{ namespace: 'net.core.somaxconn', value: '99' }],
      linuxParameters: {
        capabilities: { add: ['NET_ADMIN'], drop: ['CHOWN'] }, sharedMemorySize: 16,
        devices: [{ hostPath: '/srv/fuse', containerPath: '/dev/fuse-in', permissions: ['read'] }],
      },
    }), 'grep CapBnd /proc/1/status', 'grep "open files" /proc/1/limits', 'cat /proc/sys/net/core/somaxconn',
    'ls -l /dev/fuse-in; true < /dev/fuse-in; true > /dev/fuse-in', 'mount | grep /dev/shm');
    const bits = BigInt(`0x${(bounding ?? '').split(/\s+/)[1] ?? '0'}`);
    assert.deepEqual([bits >> 12n & 1n, bits & 1n], [1n, 0n]);
    assert.match(files ?? '', /321\s+654/);
    assert.equal(connections, '99');
    assert.match(device ?? '', /^c.* 10, 229 [^]*can't create \/dev\/fuse-in: Operation not permitted$/);
    assert.doesNotMatch(device ?? '', /can't open \/dev\/fuse-in: Operation not permitted/);
    assert.match(memory ?? '', /size=16384k/);
  });

  it('has a terminal and an open input where it asks for them', async () => {
    const open = bridge({ pseudoTerminal: true, interactive: true });
    const [container] = await host.start(open);
    assert.equal(await host.inspect(container?.runtimeId, '{{.Config.Tty}} {{.Config.OpenStdin}}'), 'true true');
    assert.match(await host.inside(open, 'sleep', 'readlink /proc/1/fd/0'), /^\/dev\/(pts|console)/);
    await host.stop(open);
  });

  it('shares volumes of the task between containers, and takes them away after it', async () => {
    const mountPoints = [{ sourceVolume: 'data', containerPath: '/data' }];
    const payload = bridge({ mountPoints }, { volumes: [{ name: 'data' }] },
      sleeper({ name: 'reader', essential: false, volumesFrom: [{ sourceContainer: 'sleep', readOnly: true }] }));
    await host.start(payload);
    await host.inside(payload, 'sleep', 'echo shared > /data/note');
    assert.match(await host.inside(payload, 'reader', 'cat /data/note; touch /data/x'), /^shared[^]*Read-only file system/);
    assert.match(await host.machine.shell('docker volume ls -q --filter name=ecs-demo-3-data'), /^ecs-demo-3-data-/);
    await host.stop(payload);
    await gone('name=ecs-demo-3-data');
  });

  it('keeps shared volumes over tasks, made where that is asked for, and refuses one that nobody made', async () => {
    const shared = (autoprovision: boolean, name = 'kept') => bridge({ mountPoints: [{ sourceVolume: name, containerPath: '/kept' }] }, {
      volumes: [{ name, dockerVolumeConfiguration: { scope: 'shared', autoprovision, driver: 'local', labels: { made: 'by-ecs' } } }],
    });
    await ask(shared(true), 'echo still here > /kept/note');
    assert.deepEqual(await ask(shared(false), 'cat /kept/note'), ['still here']);
    assert.equal(await host.machine.shell('docker volume ls -q --filter label=made=by-ecs'), 'kept');
    const orphan = shared(false, 'nobody');
    await host.start(orphan, stopped);
    assert.match(host.reports.failure(orphan.task.taskArn) ?? '', new RegExp(
      '^initialize volume: volume detection failed, volume \'nobody\' does not exist and autoprovision is set to false: Error response from daemon: .*nobody'));
    const tmpfs = bridge({ mountPoints: [{ sourceVolume: 'ram', containerPath: '/ram' }] }, {
      volumes: [{ name: 'ram', dockerVolumeConfiguration: { scope: 'task', driver: 'local', driverOpts: { type: 'tmpfs', device: 'tmpfs', o: 'size=4m' } } }] });
    assert.match((await ask(tmpfs, 'mount | grep " /ram "'))[0] ?? '', /tmpfs.*size=4096k/);
  });

  it('sees folders of the instance, read-only where that is asked for', async () => {
    await host.machine.shell('mkdir -p /srv/page && echo hello > /srv/page/index.html');
    const payload = bridge({ mountPoints: [{ sourceVolume: 'page', containerPath: '/page', readOnly: true }] }, { volumes: [{ name: 'page', host: { sourcePath: '/srv/page' } }] });
    const [page] = await ask(payload, 'cat /page/index.html; touch /page/x');
    assert.match(page ?? '', /^hello[^]*Read-only file system/);
  });

  it('ends in the engine\'s words where the instance cannot give it what it asks for', async () => {
    const ends = async (container: Partial<ContainerDefinition>) => (await host.start(bridge(container), stopped))[0]?.reason ?? '';
    assert.match(await ends({ linuxParameters: { devices: [{ hostPath: '/dev/not-there' }] } }), /^CannotStartContainerError: Error response from daemon: .*not-there/);
    assert.match(await ends({ systemControls: [{ namespace: 'kernel.not_namespaced', value: '1' }] }), /^Cannot(Create|Start)ContainerError: Error response from daemon: .*not_namespaced/);
    assert.match(await ends({ workingDirectory: 'relative' }), /^CannotCreateContainerError: Error response from daemon: .*relative/);
  });

  it('is given up on when what it waits for takes longer than its start time-out', async () => {
    const payload = bridge({ dependsOn: [{ containerName: 'db', condition: 'HEALTHY' }] }, {},
      sleeper({ name: 'db', startTimeout: 1, healthCheck: { command: ['CMD-SHELL', 'exit 1'], interval: 5 } }));
    const [container] = await host.start(payload, stopped);
    assert.equal(container?.reason,
      'TaskDependencyError: dependency graph: failed to resolve container ordering dependency [db] for target [sleep] has timed out.');
  });

  it('tells its own and its task\'s counters', async () => {
    const payload = bridge({});
    const [container] = await host.start(payload);
    const uri = await host.inside(payload, 'sleep', 'echo $ECS_CONTAINER_METADATA_URI_V4');
    const pid = await host.inspect(container?.runtimeId, '{{.State.Pid}}');
    const get = async (path: string) => JSON.parse(await host.machine.shell(`nsenter -t ${pid} -n curl -s ${uri}${path}`)) as Record<string, unknown>;
    const own = await get('/stats') as { id?: string; memory_stats?: { usage?: number } };
    assert.equal(own.id, container?.runtimeId);
    assert.ok((own.memory_stats?.usage ?? 0) > 0);
    assert.deepEqual(Object.keys(await get('/task/stats')), [container?.runtimeId]);
    await host.stop(payload);
  });

  it('has wget with a time-out in the stand-in for busybox, which Debian\'s own crashes on', async () => {
    const answers = await ask(bridge({}), 'wget -q -T 2 -O - http://127.0.0.1:1/; echo $?', 'wget -T 2 -O /dev/null http://localhost:1/ 2>&1');
    assert.match(answers[0] ?? '', /^1\b[^]*Connection refused|Connection refused[^]*1$/);
    assert.match(answers[1] ?? '', /Connection refused/);
  });
});
