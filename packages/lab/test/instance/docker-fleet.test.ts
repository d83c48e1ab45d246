import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { instanceSpec, TestFleet } from './support';

const the = new TestFleet();

before(async () => {
  await the.connect();
  await Promise.all([
    the.fleet.launch(instanceSpec({
      instanceId: 'i-edge', userData: '#!/bin/bash\necho ECS_CLUSTER=demo >> /etc/ecs/ecs.config\ndnf install -y net-tools jq && id -un\n',
    })),
    the.fleet.launch(instanceSpec({
      instanceId: 'i-other', subnetId: 'subnet-2', subnetCidr: '10.0.101.0/24', privateIpAddress: '10.0.101.120',
      userData: '#!/bin/sh\necho oops\nexit 7\n',
    })),
    the.fleet.launch(instanceSpec({ instanceId: 'i-twin', vpcId: 'vpc-2', subnetId: 'subnet-3' })),
  ]);
});

test('an instance has the interfaces, addresses, routes and name that the workshop\'s pages show', async () => {
  const filter = '[.[] | [.ifname, (.addr_info[] | select(.family == "inet") | "\\(.local)/\\(.prefixlen)")]]';
  const { output: links } = await the.shell('i-edge', `ip -json address | jq -c '${filter}'`);
  assert.deepEqual(JSON.parse(links), [['lo', '127.0.0.1/8'], ['eth0', '10.0.100.120/24'], ['docker0', '172.17.0.1/16']]);
  const { output: routes } = await the.shell('i-edge', 'ip route');
  assert.match(routes, /^default via 10\.0\.100\.1 dev eth0/m);
  assert.match(routes, /^10\.0\.100\.0\/24 dev eth0 .*src 10\.0\.100\.120/m);
  const { output: names } = await the.shell('i-edge', 'hostname; getent hosts "$(hostname)"');
  assert.match(names, /^ip-10-0-100-120\n10\.0\.100\.120 /);
});

test('user data runs once as root and its output is kept where cloud-init keeps it', async () => {
  assert.equal((await the.shell('i-edge', 'cat /etc/ecs/ecs.config')).output, 'ECS_CLUSTER=demo\n');
  const { output } = await the.shell('i-edge', 'cat /var/log/cloud-init-output.log');
  assert.match(output, /Package net-tools is already installed\.[^]*Package jq is already installed\.[^]*^root$/m);
});

test('user data that fails is told and does not stop the instance', async () => {
  assert.ok(the.fleet.isRunning('i-other'));
  assert.ok(the.log.warnings.some((line) => /i-other: the user data ended with status 7 .*oops/.test(line)), the.log.warnings.join('\n'));
});

test('the stand-in for dnf refuses what is not there and says why', async () => {
  const { status, errorOutput } = await the.shell('i-edge', 'dnf -y install jq nginx');
  assert.equal(status, 1);
  assert.match(errorOutput, /Unable to find a match: nginx\n.*made of Debian packages/);
});

test('a user may become root when sudoers says so', async () => {
  const { output } = await the.shell('i-edge', 'useradd --create-home ssm-user && echo "ssm-user ALL=(ALL) NOPASSWD:ALL" > /etc/sudoers.d/ssm-user'
    + ' && sudo --user=ssm-user --non-interactive id -un && sudo --user=ssm-user sudo --non-interactive --login id -un');
  assert.equal(output, 'ssm-user\nroot\n');
});

test('instances of one VPC reach each other across subnets; the router takes one hop', async () => {
  const { status, output } = await the.shell('i-edge', 'ping -c 1 -W 5 10.0.101.120');
  assert.equal(status, 0, output);
  assert.match(output, /ttl=63/);
});

test('a VPC with the same CIDR block is another world', async () => {
  const { output: here } = await the.shell('i-edge', 'echo edge > /tmp/who; cat /tmp/who');
  const { output: there } = await the.shell('i-twin', 'test -e /tmp/who || echo twin');
  assert.match(here, /edge/);
  assert.match(there, /twin/);
  assert.notEqual((await the.shell('i-twin', 'ping -c 1 -W 1 10.0.101.120')).status, 0);
});

test('nothing of the lab\'s own set-up is in the environment of what runs on an instance', async () => {
  const { output } = await the.shell('i-edge', 'env | cut -d= -f1 | sort');
  assert.doesNotMatch(output, /^AWS_/m);
});

test('launching a running instance again changes nothing', async () => {
  const { output: before } = await the.shell('i-edge', 'stat --format %Y /proc/1');
  await the.fleet.launch(instanceSpec({ instanceId: 'i-edge' }));
  assert.equal((await the.shell('i-edge', 'stat --format %Y /proc/1')).output, before);
});
