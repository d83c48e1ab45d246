import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { PacketRule } from '../../src/network/packet-filter';
import { until } from '../support/until';
import { instanceSpec, TestFleet } from './support';

const the = new TestFleet();
const [WEB, PEER] = ['10.0.100.120', '10.0.100.130'];
const HOST_PORT = 80;
const BRIDGE_PORT = 8081;
const anywhere: PacketRule = { direction: 'out', protocol: '-1', from: -1, to: -1, cidr: '0.0.0.0/0' };
const from = (cidr: string): PacketRule => ({ direction: 'in', protocol: 'tcp', from: HOST_PORT, to: BRIDGE_PORT, cidr });

before(async () => {
  await the.connect();
  the.fleet.filter('i-web', [anywhere]);
  await Promise.all([
    the.fleet.launch(instanceSpec({ instanceId: 'i-web', privateIpAddress: WEB, userData: '#!/bin/sh\niptables-save -t mangle > /run/at-start\n' })),
    the.fleet.launch(instanceSpec({ instanceId: 'i-peer', privateIpAddress: PEER })),
  ]);
  await Promise.all(['i-web', 'i-peer'].map(async (id) => {
    await the.fleet.loadImage(id, 'nginx:alpine');
    await ok(id, `docker run -d --name host --network host nginx:alpine && docker run -d --name bridge -p ${BRIDGE_PORT}:80 nginx:alpine`);
  }));
});

async function ok(instanceId: string, line: string): Promise<string> {
  const { status, output, errorOutput } = await the.shell(instanceId, line);
  assert.equal(status, 0, errorOutput);
  return output.trim();
}

/** Whether a web server answers there, asked from an instance or from a container of it. */
const answers = async (address: string, port: number, asker = 'i-peer', inside = '') =>
  (await the.shell(asker, `${inside} curl -s -o /dev/null --max-time 1 http://${address}:${port}`)).status === 0;
const both = async () => [await answers(WEB, HOST_PORT), await answers(WEB, BRIDGE_PORT)];
const reached = (is: boolean) => until(`both ports to be ${is ? 'open' : 'closed'}`, async () => (await both()).every((one) => one === is), 20_000);

test('the filter holds before user data runs, and what is closed is closed for host and bridge ports', async () => {
  assert.match(await ok('i-web', 'cat /run/at-start'), /-A PREROUTING -i eth0 -j ECS-LAB-IN\n[^]*-A ECS-LAB-IN -j DROP/);
  assert.deepEqual(await both(), [false, false]);
});

test('an instance without rules is open, and one with rules reaches itself, its containers and others', async () => {
  for (const [address, inside] of [['127.0.0.1', ''], [WEB, ''], [WEB, 'docker exec bridge'], [PEER, ''], [PEER, 'docker exec bridge']] as const) {
    assert.ok(await answers(address, HOST_PORT, 'i-web', inside), `${address} ${inside}`);
    assert.ok(await answers(address, BRIDGE_PORT, 'i-web', inside), `${address} ${inside}`);
  }
});

test('ports open and close with the rules, for the addresses that they name', async () => {
  the.fleet.filter('i-web', [anywhere, from(`${PEER}/32`)]);
  await reached(true);
  the.fleet.filter('i-web', [anywhere, from('10.0.100.131/32')]);
  await reached(false);
  the.fleet.filter('i-web', [anywhere, from('10.0.0.0/16')]);
  await reached(true);
  the.fleet.filter('i-web', [anywhere]);
  await reached(false);
});

test('without egress nothing begins outside, from the instance or a container of its own, and answers still leave', async () => {
  the.fleet.filter('i-web', [from('10.0.0.0/16')]);
  await reached(true);
  for (const inside of ['', 'docker exec bridge']) {
    assert.equal(await answers(PEER, HOST_PORT, 'i-web', inside), false);
    assert.equal(await answers(WEB, HOST_PORT, 'i-web', inside), true);
  }
});

test('an interface of a task is not touched by the filter of its instance', async () => {
  the.fleet.filter('i-web', [anywhere]);
  await reached(false);
  const task = '10.0.100.140';
  const pid = await ok('i-web', 'docker inspect -f {{.State.Pid}} $(docker run -d --network none nginx:alpine)');
  await ok('i-web', `ip link add link eth0 name eni0 type macvlan mode bridge && ip link set eni0 netns ${pid}`
    + ` && nsenter -t ${pid} -n sh -c 'ip address add ${task}/24 dev eni0 && ip link set eni0 up'`);
  await until('the task to answer', () => answers(task, HOST_PORT), 20_000);
});

test('rules that change while a machine is frozen hold when it goes on, and after the lab has started again', async () => {
  const machine = the.host.docker.getContainer(`ecs-lab-${the.lab}-i-web`);
  await machine.pause();
  await until('the freeze to be known', () => !the.fleet.isAnswering('i-web'), 20_000);
  the.fleet.filter('i-web', [anywhere, from('10.0.0.0/16')]);
  await machine.unpause();
  await reached(true);
  the.fleet.close();
  const next = the.another();
  await next.adopt();
  next.filter('i-web', [anywhere]);
  await reached(false);
});
