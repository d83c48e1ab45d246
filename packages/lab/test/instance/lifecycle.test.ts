import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { before, test } from 'node:test';
import { reap } from '../../src/docker/reaper';
import { labelFilter, objectName } from '../../src/docker/labels';
import { startingName } from '../../src/instance/machine-container';
import { instanceSpec, TestFleet } from './support';

const the = new TestFleet();

before(() => the.connect());

/** Everything on the engine that carries the lab's name. */
async function left(): Promise<string[]> {
  const label = labelFilter(the.lab);
  const [containers, networks, volumes] = await Promise.all([
    the.host.docker.listContainers({ all: true, filters: { label } }), the.host.docker.listNetworks({ filters: { label } }),
    the.host.docker.listVolumes({ filters: JSON.stringify({ label }) }),
  ]);
  const named = [...networks, ...volumes.Volumes ?? []].map(({ Name }) => Name);
  return [...containers.flatMap(({ Names }) => Names), ...named].sort();
}

test('a terminated instance leaves nothing, and terminating it again is no error', async () => {
  await the.fleet.launch(instanceSpec({ instanceId: 'i-a' }));
  assert.deepEqual(await left(), [
    `/${objectName(the.lab, 'i-a')}`, `/${objectName(the.lab, 'vpc-1')}`, objectName(the.lab, 'i-a'), objectName(the.lab, 'subnet-1'),
  ].sort());
  await the.fleet.terminate('i-a');
  assert.ok(!the.fleet.isRunning('i-a'));
  assert.deepEqual(await left(), []);
  await the.fleet.terminate('i-a');
});

test('a subnet goes with its last instance and the router with the last subnet', async () => {
  await Promise.all([
    the.fleet.launch(instanceSpec({ instanceId: 'i-a' })),
    the.fleet.launch(instanceSpec({ instanceId: 'i-b', subnetId: 'subnet-2', subnetCidr: '10.0.101.0/24', privateIpAddress: '10.0.101.120' })),
  ]);
  await the.fleet.terminate('i-b');
  const names = await left();
  assert.ok(!names.includes(objectName(the.lab, 'subnet-2')), names.join());
  assert.ok(names.includes(objectName(the.lab, 'subnet-1')) && names.includes(`/${objectName(the.lab, 'vpc-1')}`), names.join());
  await the.fleet.terminate('i-a');
  assert.deepEqual(await left(), []);
});

test('a launch that fails leaves nothing and says why in one sentence', async () => {
  const refused: [Parameters<typeof instanceSpec>[0], RegExp][] = [
    [{ instanceId: 'i-a', userData: '#cloud-config\n' }, /^EngineError: i-a could not be started: the user data is a #cloud-config/],
    [{ instanceId: 'i-a', subnetCidr: 'nonsense' }, /i-a could not be started: "nonsense" is not an IPv4 CIDR block/],
    [{ instanceId: 'i-a', privateIpAddress: '10.0.100.0' }, /cannot have the address 10\.0\.100\.0 in subnet-1/],
  ];
  for (const [given, sentence] of refused) {
    await assert.rejects(the.fleet.launch(instanceSpec(given)), sentence);
  }
  assert.deepEqual(await left(), []);
});

test('an instance terminated while its user data runs leaves nothing', async () => {
  const launch = the.fleet.launch(instanceSpec({ instanceId: 'i-a', userData: '#!/bin/sh\nsleep 1000\n' }));
  const refused = assert.rejects(launch, /i-a could not be started/);
  const settled = launch.then(() => true, () => true);
  const seen = async () => (await the.host.docker.listContainers({ filters: { label: labelFilter(the.lab, 'instance') } })).length > 0;
  while (!await Promise.race([settled, seen()])) {
    await new Promise(setImmediate);
  }
  await the.fleet.terminate('i-a');
  await refused;
  assert.deepEqual(await left(), []);
});

test('an instance that dies is told once', async () => {
  const dead: string[] = [];
  const told = new Promise<void>((resolve) => the.fleet.onExit((instanceId) => {
    dead.push(instanceId);
    resolve();
  }));
  await the.fleet.launch(instanceSpec({ instanceId: 'i-a' }));
  await the.host.docker.getContainer(objectName(the.lab, 'i-a')).kill();
  await told;
  assert.ok(!the.fleet.isRunning('i-a'));
  await the.fleet.terminate('i-a');
  assert.deepEqual(dead, ['i-a']);
  assert.deepEqual(await left(), []);
});

test('an instance that somebody removed behind the lab\'s back leaves nothing once it is terminated', async () => {
  await the.fleet.launch(instanceSpec({ instanceId: 'i-a' }));
  await the.host.docker.getContainer(objectName(the.lab, 'i-a')).remove({ force: true });
  await the.fleet.terminate('i-a');
  assert.deepEqual(await left(), []);
});

test('an instance ends with its engine', async () => {
  const told = new Promise<string>((resolve) => { the.fleet.onExit(resolve); });
  await the.fleet.launch(instanceSpec({ instanceId: 'i-a' }));
  await the.shell('i-a', 'pkill -KILL dockerd');
  assert.equal(await told, 'i-a');
  await the.fleet.terminate('i-a');
});

test('a lab that starts again takes over what runs and removes what is half made', async () => {
  await Promise.all([
    the.fleet.launch(instanceSpec({ instanceId: 'i-a' })),
    the.fleet.launch(instanceSpec({ instanceId: 'i-b', subnetId: 'subnet-2', subnetCidr: '10.0.101.0/24', privateIpAddress: '10.0.101.120' })),
    the.fleet.launch(instanceSpec({ instanceId: 'i-c', vpcId: 'vpc-2', subnetId: 'subnet-3' })),
  ]);
  await the.host.docker.getContainer(objectName(the.lab, 'i-b')).rename({ name: startingName(the.lab, 'i-b') });
  await the.host.docker.getContainer(objectName(the.lab, 'i-c')).kill();
  await the.host.docker.getContainer(objectName(the.lab, 'vpc-1')).remove({ force: true });
  the.fleet.close();

  const next = the.another();
  assert.deepEqual(await next.adopt(), [{ instanceId: 'i-a', privateIpAddress: '10.0.100.120', subnetId: 'subnet-1', vpcId: 'vpc-1' }]);
  assert.ok(next.isRunning('i-a') && !next.isRunning('i-b'));
  assert.deepEqual(await left(), [
    `/${objectName(the.lab, 'i-a')}`, `/${objectName(the.lab, 'vpc-1')}`, objectName(the.lab, 'i-a'), objectName(the.lab, 'subnet-1'),
  ].sort());
  assert.ok(await next.engine('i-a').ping());
  await next.terminate('i-a');
  assert.deepEqual(await left(), []);
});

test('reaping removes everything, finds nothing the second time, and touches no other lab', async () => {
  const next = the.another();
  await next.launch(instanceSpec({ instanceId: 'i-a' }));
  const { Id: id } = await the.host.docker.getContainer(objectName(the.lab, 'i-a')).inspect();
  assert.deepEqual(await reap(the.host.docker, `${the.lab}-other`), { containers: 0, networks: 0, volumes: 0 });
  const [first, second] = await Promise.all([reap(the.host.docker, the.lab), reap(the.host.docker, the.lab)]);
  assert.ok(first.containers + second.containers >= 2);
  assert.deepEqual(await reap(the.host.docker, the.lab), { containers: 0, networks: 0, volumes: 0 });
  assert.deepEqual(await left(), []);
  assert.deepEqual(await cgroupsOf(id), []);
});

/** Control groups on this machine that a container has left; an engine in a virtual machine keeps its own out of sight. */
async function cgroupsOf(containerId: string): Promise<string[]> {
  const folders = await readdir('/sys/fs/cgroup', { recursive: true }).catch(() => []);
  return folders.filter((folder) => folder.includes(containerId));
}
