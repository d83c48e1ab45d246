import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Model } from '../../src/protocol/model';
import { AWS_QUERY, EC2_QUERY, readQueryInput } from '../../src/protocol/query-input';
import { parseXml, readXml } from '../../src/protocol/xml-input';
import { escapeXml, writeOutput } from '../../src/protocol/xml-output';

const model: Model = {
  operations: { Make: { input: 'In', output: 'In' } },
  shapes: {
    In: { members: { Name: 'string', Count: 'number', Whether: 'boolean', When: 'timestamp', Names: '#Names', Labels: '{string}', Filters: ['#Filters', { xml: 'Filter' }] } },
    Names: { list: 'string' },
    Filters: { list: ['#Filter', { xml: 'item' }] },
    Filter: { members: { Key: ['string', { xml: 'key' }], Values: ['#Names', { xml: 'Value', flat: true }] } },
  },
};
const read = (text: string, dialect = AWS_QUERY): object => readQueryInput(model, 'Make', new URLSearchParams(text), dialect);

describe('query input', () => {
  it('gives members their types', () => {
    assert.deepEqual(read('Action=Make&Version=1&Name=7&Count=7&Whether=true&When=2026-01-01T00:00:00Z'), { Name: '7', Count: 7, Whether: true, When: new Date('2026-01-01T00:00:00Z') });
  });

  it('reads lists in the order of their numbers, empty ones included', () => {
    assert.deepEqual(read('Names.member.10=c&Names.member.2=b&Names.member.1=a'), { Names: ['a', 'b', 'c'] });
    assert.deepEqual(read('Names='), { Names: [] });
    assert.deepEqual(read('Filter.2.Key=y&Filter.1.Key=x&Filter.1.Value.1=v', EC2_QUERY), { Filters: [{ Key: 'x', Values: ['v'] }, { Key: 'y' }] });
  });

  it('reads maps', () => {
    assert.deepEqual(read('Labels.entry.1.key=a&Labels.entry.1.value=1&Labels.entry.2.key=b&Labels.entry.2.value=2'), { Labels: { a: '1', b: '2' } });
  });

  it('refuses what has the wrong type or is not there', () => {
    assert.throws(() => read('Count=many'), { name: 'ValidationError', message: 'Count is "many", which is not a number' });
    assert.throws(() => read('Whether=yes'), /Whether is "yes", which is not true or false/);
    assert.throws(() => read('Colour=red'), { name: 'ValidationError', message: 'Make has no parameter Colour' });
    assert.throws(() => read('Colour=red', EC2_QUERY), { name: 'UnknownParameter', message: 'The parameter Colour is not recognized' });
    assert.throws(() => read('Name.Inner=x'), /Name must be a string, not a structure/);
    assert.throws(() => read('__proto__.x=1'), { name: 'ValidationError' });
  });

  it('never fails in another way, whatever is sent', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom('Name', 'Names.member.1', 'Names.1', 'Filter.1.Key', 'Labels.entry.1', 'Count', 'a.b.c', '', '.', '1'), fc.string())), (pairs) => {
      try {
        read(new URLSearchParams(pairs).toString());
      } catch (error) {
        assert.match((error as Error).name, /^(ValidationError|UnknownParameter)$/);
      }
    }));
  });
});

describe('XML', () => {
  it('carries any text through and back, as far as XML can', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      const carried = [...text].map((character) => (/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/.test(character) ? '\uFFFD' : character)).join('');
      assert.equal(parseXml(`<a>${escapeXml(text)}</a>`).text, carried);
    }));
  });

  it('writes what it reads', () => {
    const value = { Name: 'a<b', Count: 3, Whether: false, Filters: [{ Key: 'k', Values: ['1', '2'] }] };
    const text = writeOutput(model, 'Make', value, 'member');
    assert.equal(text, '<Name>a&lt;b</Name><Count>3</Count><Whether>false</Whether><Filter><item><key>k</key><Value>1</Value><Value>2</Value></item></Filter>');
    assert.deepEqual(readXml(model, '#In', Buffer.from(`<In>${text}</In>`)), value);
  });

  it('refuses documents that are not whole', () => {
    for (const broken of ['', '<a>', '<a></b>', '</a>', '<a><b></a></b>', 'text <']) assert.throws(() => parseXml(broken), { name: 'MalformedXML' }, broken);
  });

  it('does not send members that AWS does not have', () => {
    assert.equal(writeOutput(model, 'Make', { Name: 'a', secret: 'b' }, 'member'), '<Name>a</Name>');
  });
});
