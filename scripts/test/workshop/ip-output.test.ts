import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseInterfaces, parseRoutes, showInterfaces, showRoutes } from '../../workshop/ip-output';

const iproute2 = `1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
    inet 127.0.0.1/8 scope host lo
       valid_lft forever preferred_lft forever
2: eth0@if18: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default
    link/ether 02:2e:5d:33:eb:ce brd ff:ff:ff:ff:ff:ff link-netnsid 0
    inet 10.0.100.120/24 brd 10.0.100.255 scope global eth0
       valid_lft forever preferred_lft forever`;

const busybox = `1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN qlen 1000\r
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00\r
    inet 127.0.0.1/8 scope host lo\r
       valid_lft forever preferred_lft forever\r
2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 9001 qdisc mq state UP qlen 1000\r
    link/ether 02:2e:5d:33:eb:ce brd ff:ff:ff:ff:ff:ff\r
    inet 10.0.100.120/24 brd 10.0.100.255 scope global dynamic eth0\r
       valid_lft 3046sec preferred_lft 3046sec\r
`;

test('reads the same interfaces from iproute2 and from BusyBox', () => {
  const wanted = 'eth0 02:2e:5d:33:eb:ce 10.0.100.120/24\nlo 00:00:00:00:00:00 127.0.0.1/8';
  assert.equal(showInterfaces(parseInterfaces(iproute2)), wanted);
  assert.equal(showInterfaces(parseInterfaces(busybox)), wanted);
});

test('sees an address that only one side has', () => {
  const other = iproute2.replace('10.0.100.120', '10.0.100.121');
  assert.notEqual(showInterfaces(parseInterfaces(other)), showInterfaces(parseInterfaces(busybox)));
});

test('reads the same routes whatever the program adds', () => {
  const one = showRoutes(parseRoutes('default via 10.0.100.1 dev eth0 \n10.0.100.0/24 dev eth0 proto kernel scope link src 10.0.100.120 \nblackhole 169.254.0.0/16 \n'));
  const two = showRoutes(parseRoutes('default via 10.0.100.1 dev eth0\r\n10.0.100.0/24 dev eth0 scope link  src 10.0.100.120\r\nblackhole 169.254.0.0/16\r\n'));
  assert.equal(one, two);
  assert.deepEqual(one.split('\n'), ['10.0.100.0/24 dev eth0 src 10.0.100.120', 'blackhole 169.254.0.0/16', 'default via 10.0.100.1 dev eth0']);
});
