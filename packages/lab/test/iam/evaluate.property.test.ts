import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { evaluate, type Decision } from '../../src/iam/evaluate';
import { parsePolicy, type Context } from '../../src/iam/policy';

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly [member: string]: unknown;
}

const word = fc.constantFrom('a', 'b', 'ab', 'A', 'x1');
const pattern = fc.constantFrom('a', 'b', 'a*', '*', '?', '?b', 'x?');
const action = fc.tuple(fc.constantFrom('ecs', 'ssm'), word).map(([service, name]) => `${service}:${name}`);
const actionPattern = fc.oneof(fc.constant('*'), fc.tuple(fc.constantFrom('ecs', 'ssm', '*', 'e?s'), pattern).map(([service, name]) => `${service}:${name}`));
const arn = (part: fc.Arbitrary<string>) => fc.tuple(fc.constantFrom('us-east-1', 'eu-west-1'), fc.constantFrom('cluster', 'task'), part).map(([region, kind, name]) => `arn:aws:ecs:${region}:123456789012:${kind}/${name}`);
const resource = arn(word);
const resourcePattern = fc.oneof(fc.constant('*'), arn(pattern), pattern.map((name) => `arn:aws:ecs:*:*:*/${name}`));
const keys = ['ecs:cluster', 'aws:ResourceTag/app', 'aws:TagKeys'] as const;
const context: fc.Arbitrary<Context> = fc.dictionary(fc.constantFrom(...keys), fc.oneof(word, fc.array(word, { minLength: 1, maxLength: 3 })));
const operators = ['StringEquals', 'StringNotLike', 'ForAnyValue:StringEquals', 'ForAllValues:StringLike', 'StringLikeIfExists', 'Null'];
const condition = fc.tuple(fc.constantFrom(...operators), fc.constantFrom(...keys), fc.array(pattern, { minLength: 1, maxLength: 2 }))
  .map(([operator, key, values]) => ({ [operator]: { [key]: operator === 'Null' ? ['true'] : values } }));
const statement: fc.Arbitrary<Statement> = fc.tuple(
  fc.constantFrom('Allow' as const, 'Deny' as const), fc.constantFrom('Action', 'NotAction'), fc.array(actionPattern, { minLength: 1, maxLength: 2 }),
  fc.constantFrom('Resource', 'NotResource'), fc.array(resourcePattern, { minLength: 1, maxLength: 2 }), fc.option(condition, { nil: undefined }),
).map(([Effect, onAction, actions, onResource, resources, Condition]) => (
  { Effect, [onAction]: actions, [onResource]: resources, ...(Condition && { Condition }) }));
const statements = fc.array(statement, { maxLength: 5 });
const request = fc.record({ action, resource, context });

const decide = (all: readonly Statement[], asked: { readonly action: string; readonly resource: string; readonly context: Context }): Decision =>
  evaluate(parsePolicy({ Version: '2012-10-17', Statement: all }), asked);
const allowing = (Condition: object, asked: Context): boolean =>
  decide([{ Effect: 'Allow', Action: '*', Resource: '*', Condition }], { action: 'ecs:a', resource: '*', context: asked }) === 'allowed';

describe('whatever the policies are', () => {
  it('each statement is judged by itself: a Deny that applies wins, else an Allow that applies is needed, in any order', () => {
    fc.assert(fc.property(statements, request, (all, asked) => {
      const applying = all.filter((one) => decide([{ ...one, Effect: 'Allow' }], asked) === 'allowed').map(({ Effect }) => Effect);
      const expected = applying.includes('Deny') ? 'explicitDeny' : applying.includes('Allow') ? 'allowed' : 'implicitDeny';
      assert.equal(decide(all, asked), expected);
      assert.equal(decide([...all].reverse(), asked), expected);
    }));
  });

  it('another Allow never takes a permission away, another Deny never gives one', () => {
    fc.assert(fc.property(statements, statement, request, (all, more, asked) => {
      const [before, after] = [decide(all, asked), decide([...all, more], asked)];
      if (more.Effect === 'Allow') assert.ok(before !== 'allowed' || after === 'allowed');
      else assert.ok(before === 'allowed' || after !== 'allowed');
    }));
  });

  it('NotAction and NotResource are exactly the others', () => {
    const some = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 1 });
    fc.assert(fc.property(some(actionPattern), some(resourcePattern), request, (actions, resources, asked) => {
      const allowed = (one: object) => decide([{ Effect: 'Allow', ...one }], asked) === 'allowed';
      assert.notEqual(allowed({ Action: actions, Resource: '*' }), allowed({ NotAction: actions, Resource: '*' }));
      assert.notEqual(allowed({ Action: '*', Resource: resources }), allowed({ Action: '*', NotResource: resources }));
    }));
  });

  const pairs = [
    ['StringEquals', 'StringNotEquals', word], ['StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', word], ['StringLike', 'StringNotLike', pattern],
    ['ArnLike', 'ArnNotLike', resourcePattern], ['ArnEquals', 'ArnNotEquals', resourcePattern],
    ['NumericEquals', 'NumericNotEquals', fc.constantFrom('1', '2', '1.0')], ['DateEquals', 'DateNotEquals', fc.constantFrom('2026-01-01T00:00:00Z', '1767225600')],
    ['IpAddress', 'NotIpAddress', fc.constantFrom('10.0.0.0/8', '10.1.0.0/16', '192.0.2.1')],
  ] as const;
  const given = fc.oneof(word, resource, fc.constantFrom('1', '2', '2026-01-01T00:00:00Z', '10.0.0.1', '10.1.2.3', '192.0.2.1'));
  for (const [operator, negated, wanted] of pairs) {
    it(`${negated} is the opposite of ${operator} for one value, holds without the key, and both do with IfExists`, () => {
      fc.assert(fc.property(given, fc.array(wanted as fc.Arbitrary<string>, { minLength: 1, maxLength: 3 }), (value, values) => {
        const of = (name: string, asked: Context) => allowing({ [name]: { 'x:key': values } }, asked);
        assert.notEqual(of(operator, { 'x:key': value }), of(negated, { 'x:key': value }));
        assert.deepEqual([of(operator, {}), of(negated, {}), of(`${operator}IfExists`, {}), of(`${negated}IfExists`, {})], [false, true, true, true]);
        for (const name of [operator, negated]) assert.equal(of(`${name}IfExists`, { 'x:key': value }), of(name, { 'x:key': value }));
      }));
    });
  }

  it('ForAnyValue finds what ForAllValues of the opposite does not exclude, and needs a value', () => {
    fc.assert(fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), fc.array(word, { minLength: 1, maxLength: 3 }), (values, wanted) => {
      const asked = { 'aws:TagKeys': values };
      assert.notEqual(allowing({ 'ForAnyValue:StringEquals': { 'aws:TagKeys': wanted } }, asked), allowing({ 'ForAllValues:StringNotEquals': { 'aws:TagKeys': wanted } }, asked));
      assert.equal(allowing({ 'ForAllValues:StringEquals': { 'aws:TagKeys': wanted } }, asked), values.every((value) => wanted.includes(value)));
    }));
    for (const [operator, expected] of [['ForAnyValue:StringEquals', false], ['ForAnyValue:StringNotEquals', false], ['ForAllValues:StringEquals', true], ['ForAllValues:StringNotEquals', true]] as const) {
      assert.equal(allowing({ [operator]: { 'aws:TagKeys': ['a'] } }, {}), expected, operator);
    }
  });
});
