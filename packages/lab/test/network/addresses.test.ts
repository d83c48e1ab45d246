import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { allocateAddress, gatewayOf, hardwareAddressOf, hostNameOf, isUsable, usableAddresses, withPrefix } from '../../src/network/addresses';
import { formatCidr } from '../../src/network/cidr';

// the sizes that AWS allows
const subnet = fc.tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 16, max: 28 })).map(([value, prefix]) => {
  const size = 2 ** (32 - prefix);
  return formatCidr({ base: value - value % size, prefix, size });
});

test('the first address of the workshop\'s subnet is the one on its page', () => {
  assert.equal(allocateAddress('10.0.100.0/24', []), '10.0.100.120');
  assert.equal(allocateAddress('10.0.100.0/24', ['10.0.100.120']), '10.0.100.121');
  assert.equal(gatewayOf('10.0.100.0/24'), '10.0.100.1');
  assert.equal(withPrefix('10.0.100.120', '10.0.100.0/24'), '10.0.100.120/24');
  assert.equal(hostNameOf('10.0.100.120'), 'ip-10-0-100-120');
});

test('an allocated address is free, usable and in the subnet', () => {
  fc.assert(fc.property(subnet, fc.nat(40), (cidr, count) => {
    const taken: string[] = [];
    for (let i = 0; i < count; i++) {
      const next = allocateAddress(cidr, taken);
      if (next === undefined) {
        assert.equal(taken.length, usableAddresses(cidr));
        return;
      }
      assert.ok(isUsable(cidr, next) && !taken.includes(next));
      taken.push(next);
    }
  }));
});

test('every usable address of a subnet is given before it is full', () => {
  for (const [cidr, usable] of [['10.0.0.0/28', 11], ['10.0.0.0/25', 123], ['10.0.0.0/24', 251]] as const) {
    const taken: string[] = [];
    for (let next = allocateAddress(cidr, taken); next !== undefined; next = allocateAddress(cidr, taken)) {
      taken.push(next);
    }
    assert.equal(taken.length, usable);
    assert.equal(new Set(taken).size, usable);
  }
});

test('the addresses that AWS keeps are not usable', () => {
  for (const address of ['10.0.0.0', '10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.255', '10.0.1.4']) {
    assert.ok(!isUsable('10.0.0.0/24', address), address);
  }
  assert.ok(isUsable('10.0.0.0/24', '10.0.0.4') && isUsable('10.0.0.0/24', '10.0.0.254'));
});

test('a hardware address belongs to one address and is locally administered unicast', () => {
  assert.equal(hardwareAddressOf('10.0.100.120'), '0a:ec:0a:00:64:78');
  assert.equal(Number.parseInt(hardwareAddressOf('10.0.100.120').slice(0, 2), 16) & 0b11, 0b10);
});
