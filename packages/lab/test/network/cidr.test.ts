import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { contains, containsAddress, formatAddress, formatCidr, overlaps, parseAddress, parseCidr } from '../../src/network/cidr';

const address = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const cidr = fc.tuple(address, fc.integer({ min: 0, max: 32 })).map(([value, prefix]) => {
  const size = 2 ** (32 - prefix);
  return { base: value - value % size, prefix, size };
});

test('an address survives being written and read', () => {
  fc.assert(fc.property(address, (value) => parseAddress(formatAddress(value)) === value));
});

test('a range survives being written and read', () => {
  fc.assert(fc.property(cidr, (range) => assert.deepEqual(parseCidr(formatCidr(range)), range)));
});

test('ranges overlap exactly when one contains the other', () => {
  fc.assert(fc.property(cidr, cidr, (a, b) => overlaps(a, b) === (contains(a, b) || contains(b, a))));
});

test('a range contains its first and last address and not their neighbours', () => {
  fc.assert(fc.property(cidr, (range) => {
    assert.ok(containsAddress(range, range.base) && containsAddress(range, range.base + range.size - 1));
    assert.ok(!containsAddress(range, range.base - 1) && !containsAddress(range, range.base + range.size));
  }));
});

test('what is no address or range is refused in a sentence', () => {
  for (const text of ['', '10.0.0', '10.0.0.256', '10.0.0.0.0', 'a.b.c.d']) {
    assert.throws(() => parseAddress(text), /is not an IPv4 address/);
  }
  for (const text of ['10.0.0.0', '10.0.0.0/33', '10.0.0/8', '/8']) {
    assert.throws(() => parseCidr(text), /is not an IPv4/);
  }
  assert.throws(() => parseCidr('10.0.100.5/24'), /which starts at 10\.0\.100\.0/);
});
