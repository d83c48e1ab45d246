import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decodeCbor, encodeCbor } from '../../src/protocol/cbor';

describe('CBOR', () => {
  it('reads back what it has written', () => {
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' }, fc.string({ unit: 'binary' }), fc.boolean(), fc.integer(), fc.maxSafeInteger(), fc.double({ noNaN: true }), fc.date({ noInvalidDate: true }),
        fc.uint8Array().map((bytes) => Buffer.from(bytes)), fc.array(tie('value')),
        fc.dictionary(fc.string().filter((key) => key !== '__proto__'), tie('value'), { noNullPrototype: true })),
    }));
    fc.assert(fc.property(value, (given) => {
      assert.deepEqual(decodeCbor(encodeCbor(given)), given);
    }), { numRuns: 100, examples: [[-0], [new Date('-006867-06-06T21:19:19.132Z')], [[2 ** 32, -(2 ** 32), 1e300]]] });
  });

  it('reads the examples of RFC 8949', () => {
    const examples: readonly (readonly [string, unknown])[] = [
      ['00', 0], ['17', 23], ['1818', 24], ['1903e8', 1000], ['1a000f4240', 1_000_000], ['1b000000e8d4a51000', 1_000_000_000_000], ['20', -1], ['3863', -100],
      ['f93c00', 1], ['f90001', 5.960464477539063e-8], ['f97c00', Infinity], ['fa47c35000', 100_000], ['fb3ff199999999999a', 1.1], ['f4', false], ['f5', true],
      ['c11a514b67b0', new Date(1_363_896_240_000)], ['c1fb41d452d9ec200000', new Date(1_363_896_240_500)], ['6161', 'a'], ['63e6b0b4', '水'],
      ['83010203', [1, 2, 3]], ['a26161016162820203', { a: 1, b: [2, 3] }], ['7f657374726561646d696e67ff', 'streaming'],
      ['5f42010243030405ff', Buffer.from([1, 2, 3, 4, 5])], ['bf61610161629f0203ffff', { a: 1, b: [2, 3] }], ['f6', undefined],
    ];
    for (const [hex, value] of examples) assert.deepEqual(decodeCbor(Buffer.from(hex, 'hex')), value, hex);
  });

  it('writes whole numbers as floating point where the member is such a number, and leaves out what is absent', () => {
    const bytes = encodeCbor({ Threshold: 80, Period: 60, Unit: undefined }, new Set(['Threshold']));
    assert.equal(bytes.toString('hex'), 'a2695468726573686f6c64fb405400000000000066506572696f64183c');
  });

  it('refuses what is cut off, what goes on, and what is no text', () => {
    for (const hex of ['', '19', '6261', '820102ff', 'ff', '61ff', 'f8', '1c']) {
      assert.throws(() => decodeCbor(Buffer.from(hex, 'hex')), { name: 'SerializationException', message: /^the body is not CBOR: it / }, hex);
    }
  });
});
