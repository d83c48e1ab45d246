import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { objectName } from '../../src/docker/labels';
import { runInContainer } from '../../src/docker/exec';
import { collect } from '../../src/instance/collect';
import { instanceSpec, TestFleet } from '../instance/support';

const the = new TestFleet();

before(async () => {
  await the.connect();
  await the.fleet.launch(instanceSpec({
    instanceId: 'i-net', userData: '#!/bin/bash\ncurl --silent --max-time 2 http://169.254.169.254/ || echo "user data: $?"\n',
  }));
  await the.fleet.loadImage('i-net', 'busybox');
});

/** Packets for the link-local range that have left an instance and reached its VPC's router. */
async function packetsThatLeft(): Promise<number> {
  const { output } = await collect(await runInContainer(the.host.docker, objectName(the.lab, 'vpc-1'), {
    argv: ['sh', '-c', 'iptables -t raw -L PREROUTING -v -x -n | grep 169.254.0.0/16'],
  }));
  return Number(output.trim().split(/\s+/)[0]);
}

test('no packet for the link-local range leaves an instance: not from user data, the host, a bridge or a host-mode container', async () => {
  const { output } = await the.shell('i-net', 'cat /var/log/cloud-init-output.log');
  assert.match(output, /user data: 7/);
  assert.notEqual((await the.shell('i-net', 'curl --silent --max-time 2 http://169.254.169.254/latest/meta-data/')).status, 0);
  const engine = the.fleet.engine('i-net');
  for (const NetworkMode of ['bridge', 'host', 'none']) {
    const container = await engine.createContainer({
      Image: 'busybox', Cmd: ['ping', '-c', '1', '-W', '1', '169.254.169.254'], HostConfig: { NetworkMode },
    });
    await container.start();
    // 1 is ping's own word for no answer: a program that crashed would say nothing about the network
    assert.equal((await container.wait() as { StatusCode: number }).StatusCode, 1, NetworkMode);
    await container.remove();
  }
  assert.equal(await packetsThatLeft(), 0);
});

test('the count above would see a packet: without the blackhole one reaches the router, and ends there', async () => {
  const { status } = await the.shell('i-net', 'ip route del blackhole 169.254.0.0/16; ping -c 1 -W 1 169.254.169.254; got=$?;'
    + ' ip route add blackhole 169.254.0.0/16; exit $got');
  assert.notEqual(status, 0);
  assert.equal(await packetsThatLeft(), 1);
});
