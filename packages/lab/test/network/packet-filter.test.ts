import assert from 'node:assert/strict';
import { test } from 'node:test';
import { maximumInterfaces } from '../../src/network/interface-limits';
import { packetFilter } from '../../src/network/packet-filter';

test('a packet filter lets through what the rules name, by direction, and drops the rest', () => {
  const lines = packetFilter([
    { direction: 'in', protocol: 'tcp', from: 80, to: 81, cidr: '10.0.0.0/16' },
    { direction: 'in', protocol: 'icmp', from: -1, to: -1, cidr: '10.0.0.7/32' },
    { direction: 'out', protocol: '-1', from: -1, to: -1, cidr: '0.0.0.0/0' },
  ], 'inner0').split('\n');
  assert.deepEqual(lines.slice(0, 4), ['*filter', ':INPUT DROP [0:0]', ':FORWARD DROP [0:0]', ':OUTPUT DROP [0:0]']);
  assert.deepEqual(lines.slice(-5), [
    '-A INPUT -i eth0 -s 10.0.0.0/16 -p tcp --dport 80:81 -j ACCEPT', '-A INPUT -i eth0 -s 10.0.0.7/32 -p icmp -j ACCEPT',
    '-A OUTPUT -o eth0 -d 0.0.0.0/0 -j ACCEPT', 'COMMIT', '',
  ]);
});

test('interface limits follow the instance type; one that is not known has the fewest', () => {
  assert.deepEqual(['t3.medium', 't3a.small', 't2.xlarge', 'm5.large', 'c7g.medium', 'm6i.4xlarge', 'z9.huge'].map(maximumInterfaces), [3, 2, 3, 3, 2, 8, 2]);
});
