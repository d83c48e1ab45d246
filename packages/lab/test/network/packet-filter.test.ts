import assert from 'node:assert/strict';
import { test } from 'node:test';
import { maximumInterfaces } from '../../src/network/interface-limits';
import { firstInstanceFilter, instanceFilter, packetFilter } from '../../src/network/packet-filter';

test('a packet filter lets through what the rules name, by direction, and drops the rest', () => {
  const lines = packetFilter([
    { direction: 'in', protocol: 'tcp', from: 80, to: 81, cidr: '10.0.0.0/16' },
    { direction: 'in', protocol: 'icmp', from: -1, to: -1, cidr: '10.0.0.7/32' },
    { direction: 'out', protocol: '-1', from: -1, to: -1, cidr: '0.0.0.0/0' },
  ], 'inner0', '10.0.0.2').split('\n');
  assert.deepEqual(lines.slice(0, 4), ['*filter', ':INPUT DROP [0:0]', ':FORWARD DROP [0:0]', ':OUTPUT DROP [0:0]']);
  assert.ok(lines.includes('-A OUTPUT -o eth0 -d 10.0.0.2/32 -p udp --dport 53 -j ACCEPT'));
  assert.deepEqual(lines.slice(-5), [
    '-A INPUT -i eth0 -s 10.0.0.0/16 -p tcp --dport 80:81 -j ACCEPT', '-A INPUT -i eth0 -s 10.0.0.7/32 -p icmp -j ACCEPT',
    '-A OUTPUT -o eth0 -d 0.0.0.0/0 -j ACCEPT', 'COMMIT', '',
  ]);
});

test('the filter of an instance passes on what the rules name and answers, and drops the rest', () => {
  const lines = instanceFilter([
    { direction: 'in', protocol: 'tcp', from: 80, to: 81, cidr: '10.0.0.0/16' },
    { direction: 'in', protocol: 'icmp', from: 8, to: -1, cidr: '10.0.0.7/32' },
    { direction: 'in', protocol: 'icmp', from: 3, to: 4, cidr: '10.0.0.7/32' },
    { direction: 'out', protocol: '47', from: -1, to: -1, cidr: '10.0.0.0/8' },
  ]).split('\n');
  assert.deepEqual(lines, [
    '*mangle', ':ECS-LAB-IN - [0:0]', ':ECS-LAB-OUT - [0:0]',
    '-A ECS-LAB-IN -m conntrack --ctstate RELATED,ESTABLISHED -j RETURN', '-A ECS-LAB-OUT -m conntrack --ctstate RELATED,ESTABLISHED -j RETURN',
    '-A ECS-LAB-IN -s 10.0.0.0/16 -p tcp --dport 80:81 -j RETURN', '-A ECS-LAB-IN -s 10.0.0.7/32 -p icmp --icmp-type 8 -j RETURN',
    '-A ECS-LAB-IN -s 10.0.0.7/32 -p icmp --icmp-type 3/4 -j RETURN', '-A ECS-LAB-OUT -d 10.0.0.0/8 -p 47 -j RETURN',
    '-A ECS-LAB-IN -j DROP', '-A ECS-LAB-OUT -j DROP', 'COMMIT', '',
  ]);
  assert.deepEqual(firstInstanceFilter(lines.join('\n')).split('\n').slice(-5), [
    '-A ECS-LAB-OUT -j DROP', '-A PREROUTING -i eth0 -j ECS-LAB-IN', '-A POSTROUTING -o eth0 -j ECS-LAB-OUT', 'COMMIT', '',
  ]);
});

test('interface limits follow the instance type; one that is not known has the fewest', () => {
  assert.deepEqual(['t3.medium', 't3a.small', 't2.xlarge', 'm5.large', 'c7g.medium', 'm6i.4xlarge', 'z9.huge'].map(maximumInterfaces), [3, 2, 3, 3, 2, 8, 2]);
});
