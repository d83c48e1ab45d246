import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { evaluate } from '../../src/iam/evaluate';
import { MANAGED_POLICIES } from '../../src/iam/managed-policies';
import { matches } from '../../src/iam/match';
import { MalformedPolicy, parsePolicy, type Context } from '../../src/iam/policy';

const TASK = 'arn:aws:ecs:us-east-1:123456789012:task/demo/0123';

function decide(statements: readonly object[], action: string, resource: string, context: Context = {}): string {
  return evaluate(parsePolicy({ Version: '2012-10-17', Statement: statements }), { action, resource, context });
}

describe('policy evaluation', () => {
  it('denies what nothing allows', () => {
    assert.equal(decide([{ Effect: 'Allow', Action: 'ecs:RunTask', Resource: '*' }], 'ecs:StopTask', TASK), 'implicitDeny');
  });

  it('lets a deny win over every allow', () => {
    const statements = [{ Effect: 'Allow', Action: '*', Resource: '*' }, { Effect: 'Deny', Action: 'ssm:StartSession', Resource: 'arn:aws:ecs:*:*:task/demo/*' }];
    assert.equal(decide(statements, 'ssm:StartSession', TASK), 'explicitDeny');
    assert.equal(decide(statements, 'ssm:StartSession', 'arn:aws:ec2:us-east-1:123456789012:instance/i-1'), 'allowed');
  });

  it('matches actions whatever their case and resources exactly', () => {
    assert.equal(decide([{ Effect: 'Allow', Action: 'ECS:run*', Resource: TASK }], 'ecs:RunTask', TASK), 'allowed');
    assert.equal(decide([{ Effect: 'Allow', Action: 'ecs:*', Resource: TASK.toUpperCase() }], 'ecs:RunTask', TASK), 'implicitDeny');
  });

  it('keeps a star in one part of an ARN out of the next', () => {
    assert.equal(decide([{ Effect: 'Allow', Action: 'ecs:*', Resource: 'arn:aws:ecs:us-east-1:*:task/other/*' }], 'ecs:StopTask', TASK), 'implicitDeny');
    assert.equal(decide([{ Effect: 'Allow', Action: 'ecs:*', Resource: 'arn:aws:ecs:*:*:task/demo/*' }], 'ecs:StopTask', TASK), 'allowed');
  });

  it('reads NotAction and NotResource as everything else', () => {
    const statements = [{ Effect: 'Deny', NotAction: ['ecs:*'], Resource: '*' }, { Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::secret/*' }];
    assert.equal(decide(statements, 'ecs:StopTask', TASK), 'allowed');
    assert.equal(decide(statements, 's3:GetObject', 'arn:aws:s3:::open/x'), 'explicitDeny');
    assert.equal(decide(statements, 'ecs:StopTask', 'arn:aws:s3:::secret/x'), 'implicitDeny');
  });

  const conditional = (operator: string, key: string, value: unknown): readonly object[] =>
    [{ Effect: 'Allow', Action: '*', Resource: '*', Condition: { [operator]: { [key]: value } } }];
  const cases: readonly [string, string, unknown, Context, boolean][] = [
    ['StringEquals', 'ecs:cluster', 'a', { 'ecs:cluster': 'a' }, true],
    ['StringEquals', 'ECS:Cluster', 'a', { 'ecs:cluster': 'a' }, true],
    ['StringEquals', 'ecs:cluster', 'a', {}, false],
    ['StringEqualsIfExists', 'ecs:cluster', 'a', {}, true],
    ['StringNotEquals', 'ecs:cluster', ['a', 'b'], { 'ecs:cluster': 'b' }, false],
    ['StringNotEquals', 'ecs:cluster', ['a', 'b'], {}, true],
    ['StringLike', 'aws:ResourceTag/app', 'net*', { 'aws:ResourceTag/app': 'networking' }, true],
    ['ArnLike', 'ecs:cluster', 'arn:aws:ecs:*:*:cluster/d?mo', { 'ecs:cluster': 'arn:aws:ecs:us-east-1:123456789012:cluster/demo' }, true],
    ['Bool', 'ecs:enable-execute-command', 'true', { 'ecs:enable-execute-command': 'true' }, true],
    ['Bool', 'aws:SecureTransport', false, { 'aws:SecureTransport': 'true' }, false],
    ['Null', 'ecs:task', 'true', {}, true],
    ['Null', 'ecs:task', 'false', {}, false],
    ['NumericLessThanEquals', 'x:n', '10', { 'x:n': '9.5' }, true],
    ['NumericGreaterThan', 'x:n', '10', { 'x:n': '9.5' }, false],
    ['ForAnyValue:StringEquals', 'aws:TagKeys', ['a'], { 'aws:TagKeys': ['z', 'a'] }, true],
    ['ForAllValues:StringEquals', 'aws:TagKeys', ['a', 'b'], { 'aws:TagKeys': ['a', 'c'] }, false],
    ['ForAllValues:StringEquals', 'aws:TagKeys', ['a', 'b'], {}, true],
    ['IpAddress', 'aws:SourceIp', '10.0.0.0/16', { 'aws:SourceIp': '10.0.100.120' }, true],
    ['NotIpAddress', 'aws:SourceIp', '10.0.0.0/16', { 'aws:SourceIp': '10.0.100.120' }, false],
    ['DateLessThan', 'aws:CurrentTime', '2030-01-01T00:00:00Z', { 'aws:CurrentTime': '2026-01-01T00:00:00Z' }, true],
    ['NoSuchOperator', 'x', 'a', { x: 'a' }, false],
  ];
  for (const [operator, key, value, context, expected] of cases) {
    it(`takes ${operator} ${key} ${JSON.stringify(value)} as ${expected} for ${JSON.stringify(context)}`, () => {
      assert.equal(decide(conditional(operator, key, value), 'x:y', '*', context), expected ? 'allowed' : 'implicitDeny');
    });
  }

  it('replaces policy variables and matches nothing without their value', () => {
    const statements = [{ Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::home/${aws:PrincipalTag/team}/*' }];
    assert.equal(decide(statements, 's3:GetObject', 'arn:aws:s3:::home/red/x', { 'aws:PrincipalTag/team': 'red' }), 'allowed');
    assert.equal(decide(statements, 's3:GetObject', 'arn:aws:s3:::home/red/x'), 'implicitDeny');
  });

  it('refuses policies that IAM could not read, saying where', () => {
    for (const broken of ['{', '{}', { Statement: [{ Effect: 'Maybe', Action: '*', Resource: '*' }] }, { Statement: { Effect: 'Allow', Action: 'x', Resource: '*' } }, { Statement: { Effect: 'Allow', Action: '*' } }]) {
      assert.throws(() => parsePolicy(broken), MalformedPolicy);
    }
  });

  it('can read every managed policy that it keeps', () => {
    for (const { document } of Object.values(MANAGED_POLICIES)) assert.ok(parsePolicy(document).length > 0);
  });

  it('finds any text in the pattern made from it by widening some of its characters', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.string({ minLength: 1, maxLength: 1, unit: 'grapheme-ascii' }), fc.constantFrom('keep', 'one', 'many')), { maxLength: 20 }), (letters) => {
      const text = letters.map(([letter]) => letter).join('');
      const pattern = letters.map(([letter, how]) => (how === 'many' ? '*' : how === 'one' || letter === '*' || letter === '?' ? '?' : letter)).join('');
      assert.ok(matches(pattern, text));
    }));
  });
});
