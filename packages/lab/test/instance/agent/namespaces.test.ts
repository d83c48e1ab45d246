import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TaskDefinition } from '@aws-sdk/client-ecs';
import { hardwareAddressOf } from '../../../src/network/addresses';
import { payloadOf, sleeper } from './support';
import { stopped, TestAgent } from './test-agent';

describe('process and IPC namespaces of a task', { timeout: 300_000 }, () => {
  const host = new TestAgent(['ECS_CONTAINER_STOP_TIMEOUT=1s']);
  const pair = (definition: Partial<TaskDefinition>) =>
    payloadOf({ networkMode: 'bridge', ...definition, containerDefinitions: [sleeper({ name: 'one' }), sleeper({ name: 'two' })] });
  const pauses = () => host.machine.shell('docker ps -a --format "{{.Names}}" | grep internalecspause || true');
  const link = async (runtimeId: string | undefined, kind: 'pid' | 'ipc') =>
    host.machine.shell(`readlink /proc/${await host.inspect(runtimeId, '{{.State.Pid}}')}/ns/${kind}`);

  it('are each container\'s own by default', async () => {
    const payload = pair({});
    const [one, two] = await host.start(payload);
    assert.notEqual(await link(one?.runtimeId, 'pid'), await link(two?.runtimeId, 'pid'));
    assert.notEqual(await link(one?.runtimeId, 'ipc'), await link(two?.runtimeId, 'ipc'));
    await host.stop(payload);
  });

  it('pidMode task: the containers see each other\'s processes below a pause container that ends with the task', async () => {
    const payload = pair({ pidMode: 'task' });
    const [one, two] = await host.start(payload);
    assert.equal(await link(one?.runtimeId, 'pid'), await link(two?.runtimeId, 'pid'));
    assert.notEqual(await link(one?.runtimeId, 'ipc'), await link(two?.runtimeId, 'ipc'));
    assert.match(await pauses(), /^ecs-demo-3-internalecspausenamespace-[0-9a-f]{18}0[01]$/);
    const seen = await host.inside(payload, 'one', 'for p in /proc/[0-9]*; do tr "\\0" " " < $p/cmdline; echo; done');
    assert.equal(seen.split('\n').filter((line) => line.includes('trap')).length, 2, seen);
    assert.match(seen, /pause/);
    await host.stop(payload);
    await host.machine.shell('until [ -z "$(docker ps -aq --filter name=internalecspause)" ]; do sleep 0.1; done');
    assert.equal(await pauses(), '');
  });

  it('ipcMode task: the containers share /dev/shm, and nobody else\'s', async () => {
    const payload = pair({ ipcMode: 'task' });
    const [one, two] = await host.start(payload);
    assert.equal(await link(one?.runtimeId, 'ipc'), await link(two?.runtimeId, 'ipc'));
    assert.notEqual(await link(one?.runtimeId, 'pid'), await link(two?.runtimeId, 'pid'));
    await host.inside(payload, 'one', 'echo shared > /dev/shm/note');
    assert.equal(await host.inside(payload, 'two', 'cat /dev/shm/note'), 'shared');
    await host.stop(payload);
  });

  it('ipcMode none has no /dev/shm; pidMode and ipcMode host are the instance\'s own', async () => {
    const alone = pair({ ipcMode: 'none' });
    await host.start(alone);
    assert.match(await host.inside(alone, 'one', 'mount | grep -c " /dev/shm " || true'), /^0$/);
    await host.stop(alone);
    const open = pair({ pidMode: 'host', ipcMode: 'host' });
    const [one] = await host.start(open);
    assert.equal(await link(one?.runtimeId, 'pid'), await host.machine.shell('readlink /proc/self/ns/pid'));
    assert.equal(await link(one?.runtimeId, 'ipc'), await host.machine.shell('readlink /proc/self/ns/ipc'));
    assert.match(await host.inside(open, 'one', 'cat /proc/[0-9]*/comm'), /dockerd/);
    await host.stop(open);
  });

  it('go on over a restart of the lab, in awsvpc mode too, and end with the pause container that holds them', async () => {
    const shared = pair({ pidMode: 'task', networkMode: 'awsvpc' });
    const address = '10.0.100.140';
    const payload = { ...shared, network: { subnetId: 'subnet-1', address, macAddress: hardwareAddressOf(address), rules: [] } };
    const [one] = await host.start(payload);
    assert.equal((await pauses()).split('\n').length, 2);
    await host.restartLab(async () => undefined);
    assert.equal((await pauses()).split('\n').length, 2);
    assert.equal(await host.inspect(one?.runtimeId, '{{.State.Running}}'), 'true');
    await host.machine.shell('docker kill $(docker ps -q --filter name=internalecspausenamespace)');
    await host.reports.until(payload.task.taskArn, stopped);
    await host.reports.released(payload.task.taskArn);
    assert.equal(await pauses(), '');
  });
});
