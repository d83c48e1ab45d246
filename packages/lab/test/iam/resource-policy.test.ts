import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parsePolicy } from '../../src/iam/policy';
import { rolePrincipal } from '../../src/iam/principals';
import { resourceDecision } from '../../src/iam/resource-policy';

const ROLE = 'arn:aws:iam::123456789012:role/app';
const request = { action: 's3:GetObject', resource: 'arn:aws:s3:::b/k', context: { 'aws:SecureTransport': 'true' } };
const decide = (...statements: readonly object[]) =>
  resourceDecision(parsePolicy({ Version: '2012-10-17', Statement: statements }, 'resource'), rolePrincipal(ROLE, 'session'), request);
const statement = (Effect: string, Principal: unknown, more: object = {}) => ({ Effect, Principal, Action: 's3:Get*', Resource: 'arn:aws:s3:::b/*', ...more });

test('an Allow that names the role is enough, one that names its account is not', () => {
  assert.equal(decide(statement('Allow', { AWS: ROLE })), 'allowed');
  assert.equal(decide(statement('Allow', '*')), 'allowed');
  assert.equal(decide(statement('Allow', { AWS: 'arn:aws:iam::123456789012:root' })), 'implicitDeny');
  assert.equal(decide(statement('Allow', { AWS: 'arn:aws:iam::123456789012:role/other' })), 'implicitDeny');
});

test('a Deny that speaks of the role wins, also by its account, and conditions count', () => {
  assert.equal(decide(statement('Allow', { AWS: ROLE }), statement('Deny', { AWS: 'arn:aws:iam::123456789012:root' })), 'explicitDeny');
  const insecure = { Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
  assert.equal(decide(statement('Allow', { AWS: ROLE }), statement('Deny', '*', insecure)), 'allowed');
});

test('NotPrincipal speaks of everybody else', () => {
  const not = (Effect: string, NotPrincipal: unknown) => ({ Effect, NotPrincipal, Action: 's3:*', Resource: '*' });
  assert.equal(decide(statement('Allow', '*'), not('Deny', { AWS: ROLE })), 'allowed');
  assert.equal(decide(statement('Allow', '*'), not('Deny', { AWS: 'arn:aws:iam::123456789012:role/other' })), 'explicitDeny');
});
