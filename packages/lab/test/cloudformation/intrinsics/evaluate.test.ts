import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { evaluate } from '../../../src/cloudformation/intrinsics/evaluate';
import { KNOWN_AFTER_APPLY, NO_VALUE, type Scope } from '../../../src/cloudformation/intrinsics/intrinsic';
import { referencesIn } from '../../../src/cloudformation/intrinsics/references';
import type { Value } from '../../../src/cloudformation/resource-handler';

const scope: Scope = {
  ref: (name) => ({ 'Name': 'value', 'List': ['a', 'b'], 'AWS::NoValue': NO_VALUE, 'AWS::Region': 'us-east-1', 'Later': KNOWN_AFTER_APPLY } as Record<string, Value | typeof NO_VALUE>)[name],
  getAtt: (logicalId, attribute) => `${logicalId}/${attribute}`,
  condition: (name) => ({ Yes: true, No: false })[name],
  mapping: (map, top, second) => (map === 'Map' && top === 'us-east-1' && second === 'Ami' ? 'ami-1' : undefined),
  importValue: (name) => `imported ${name}`,
  zones: (region) => [`${region}a`, `${region}b`],
};
const run = (value: Value): unknown => evaluate(value, scope);

describe('intrinsic functions', () => {
  const cases: readonly (readonly [what: string, value: Value, result: unknown])[] = [
    ['Ref', { Ref: 'Name' }, 'value'],
    ['Fn::GetAtt as a list', { 'Fn::GetAtt': ['R', 'A.B'] }, 'R/A.B'],
    ['Fn::GetAtt as text', { 'Fn::GetAtt': 'R.A.B' }, 'R/A.B'],
    ['Fn::GetAtt with a computed attribute', { 'Fn::GetAtt': ['R', { Ref: 'Name' }] }, 'R/value'],
    ['Fn::Join', { 'Fn::Join': ['-', ['x', 1, true, { Ref: 'Name' }]] }, 'x-1-true-value'],
    ['Fn::Join of a list parameter', { 'Fn::Join': ['', { Ref: 'List' }] }, 'ab'],
    ['Fn::Sub', { 'Fn::Sub': '${Name} ${R.A.B} ${!Name} $X ${AWS::Region}' }, 'value R/A.B ${Name} $X us-east-1'],
    ['Fn::Sub with variables', { 'Fn::Sub': ['${x}-${Name}', { x: { 'Fn::GetAtt': ['R', 'Arn'] } }] }, 'R/Arn-value'],
    ['Fn::Select with a text index', { 'Fn::Select': ['1', { 'Fn::GetAZs': '' }] }, 'us-east-1b'],
    ['Fn::Split', { 'Fn::Split': ['/', 'a/b'] }, ['a', 'b']],
    ['Fn::Base64', { 'Fn::Base64': '#!' }, 'IyE='],
    ['Fn::FindInMap', { 'Fn::FindInMap': ['Map', { Ref: 'AWS::Region' }, 'Ami'] }, 'ami-1'],
    ['Fn::ImportValue', { 'Fn::ImportValue': { 'Fn::Sub': 'x-${Name}' } }, 'imported x-value'],
    ['Fn::If, leaving out a property and a list member', { a: { 'Fn::If': ['No', 1, { Ref: 'AWS::NoValue' }] }, b: [{ 'Fn::If': ['Yes', { Ref: 'AWS::NoValue' }, 1] }, 2] }, { b: [2] }],
    ['Fn::Cidr', { 'Fn::Cidr': ['10.0.0.0/16', 3, 8] }, ['10.0.0.0/24', '10.0.1.0/24', '10.0.2.0/24']],
    ['Fn::Cidr in IPv6', { 'Fn::Cidr': ['2001:db8::/56', 2, 64] }, ['2001:db8::/64', '2001:db8:0:1::/64']],
    ['a key Condition that is not a function', { Condition: { StringEquals: { a: 'b' } } }, { Condition: { StringEquals: { a: 'b' } } }],
  ];
  for (const [what, value, result] of cases) it(`give what CloudFormation gives: ${what}`, () => assert.deepEqual(run(value), result));

  const refusals: readonly (readonly [what: string, value: Value, message: RegExp])[] = [
    ['a function that does not exist', { 'Fn::Reverse': 'x' }, /the lab has no intrinsic function Fn::Reverse here; it has Ref, Fn::GetAtt/],
    ['a function of the Conditions section', { 'Fn::Equals': ['a', 'a'] }, /no intrinsic function Fn::Equals here/],
    ['Fn::Transform', { 'Fn::Transform': { Name: 'AWS::Include' } }, /no intrinsic function Fn::Transform/],
    ['a function beside other keys', { 'Fn::Sub': 'x', 'other': 1 }, /Fn::Sub must be the only key of its object/],
    ['a name that does not exist', { 'Fn::Sub': '${Nobody}' }, /Unresolved resource dependencies \[Nobody\]/],
    ['an index beyond the list', { 'Fn::Select': [2, ['a', 'b']] }, /Fn::Select cannot select nonexistent value at index 2/],
    ['a map entry that does not exist', { 'Fn::FindInMap': ['Map', 'eu', 'Ami'] }, /Unable to get mapping for Map::eu::Ami/],
    ['a join of an object', { 'Fn::Join': ['', [{ a: 1 }]] }, /every Fn::Join object requires two parameters/],
    ['too many blocks', { 'Fn::Cidr': ['10.0.0.0/24', 3, 7] }, /cannot cut 3 blocks of \/25 out of 10\.0\.0\.0\/24/],
    ['a condition that does not exist', { 'Fn::If': ['Maybe', 1, 2] }, /Unresolved condition dependency Maybe/],
  ];
  for (const [what, value, message] of refusals) it(`refuse ${what}`, () => assert.throws(() => run(value), message));

  it('let what is not known yet through, wherever it goes', () => {
    const later = { Ref: 'Later' };
    assert.equal(run({ 'Fn::Sub': 'a${Later}b' }), `a${KNOWN_AFTER_APPLY}b`);
    const uses: readonly Value[] = [{ 'Fn::Select': [5, later] }, { 'Fn::Split': [',', later] }, { 'Fn::Base64': later }, { 'Fn::Cidr': [later, 1] }, { 'Fn::Join': [',', later] }];
    for (const value of uses) assert.equal(run(value), KNOWN_AFTER_APPLY);
  });

  const word = fc.stringMatching(/^[a-z $}!]{0,6}$/);
  const piece = fc.oneof(word.map((text) => ({ text })), fc.constantFrom('Name', 'AWS::Region').map((name) => ({ name })));

  it('join and substitute alike: any text of words and names', () => {
    fc.assert(fc.property(fc.array(piece), (pieces) => {
      const joined = run({ 'Fn::Join': ['', pieces.map((each) => ('text' in each ? each.text : { Ref: each.name }))] });
      const substituted = run({ 'Fn::Sub': pieces.map((each) => ('text' in each ? each.text : `\${${each.name}}`)).join('') });
      assert.equal(substituted, joined);
    }));
  });

  it('split what they have joined', () => {
    fc.assert(fc.property(fc.array(fc.stringMatching(/^[a-z]{0,4}$/), { minLength: 1 }), (words) => {
      assert.deepEqual(run({ 'Fn::Split': ['|', { 'Fn::Join': ['|', words] }] }), words);
    }));
  });

  const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean()) as fc.Arbitrary<Value>;
  const plain = fc.letrec<{ value: Value }>((tie) => ({
    value: fc.oneof({ maxDepth: 3 }, leaf, fc.array(tie('value')), fc.dictionary(fc.stringMatching(/^[A-Z][a-z]{1,4}$/), tie('value'), { noNullPrototype: true })) as fc.Arbitrary<Value>,
  })).value;

  it('leave values without functions as they are', () => {
    fc.assert(fc.property(plain, (value) => {
      fc.pre(!JSON.stringify(value).includes('"Ref"'));
      assert.deepEqual(run(value), value);
      assert.deepEqual(referencesIn(value), []);
    }));
  });

  it('find every name that is used, however deep', () => {
    fc.assert(fc.property(fc.array(fc.stringMatching(/^[A-Z][a-z]{1,4}$/), { minLength: 1 }), fc.infiniteStream(fc.constantFrom('ref', 'att', 'sub', 'join', 'nested')), (names, kinds) => {
      const value = names.map((name): Value => {
        switch (kinds.next().value) {
          case 'ref': return { Ref: name };
          case 'att': return { 'Fn::GetAtt': [name, 'Arn'] };
          case 'sub': return { 'Fn::Sub': `x\${${name}.Arn}` };
          case 'join': return { 'Fn::Join': ['', [{ Ref: name }]] };
          default: return { a: [{ b: { 'Fn::Sub': ['${v}', { v: { Ref: name } }] } }] };
        }
      });
      assert.deepEqual(referencesIn(value).map((reference) => reference.name), names);
    }));
  });
});
