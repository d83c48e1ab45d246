import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { rolePrincipal, rootPrincipal } from '../../../src/iam/principals';
import { iamService } from '../../../src/services/iam/registry';
import { kmsService } from '../../../src/services/kms/registry';
import { ssmService } from '../../../src/services/ssm/registry';
import { startTestLab, type TestLab } from '../../support/lab';

const root = rootPrincipal('123456789012');

describe('secure strings', () => {
  let lab: TestLab;
  let keyArn = '';
  before(async () => {
    lab = await startTestLab((core) => [iamService({ ...core, ...core.lab }), kmsService(core.lab), ssmService(core.lab)]);
    ({ KeyMetadata: { Arn: keyArn } } = await call<{ KeyMetadata: { Arn: string } }>('kms', 'CreateKey', {}));
    await call('ssm', 'PutParameter', { Name: '/sealed', Type: 'SecureString', Value: 'v1', KeyId: keyArn });
    await call('ssm', 'PutParameter', { Name: '/sealed', Value: 'v2', Overwrite: true });
    await call('ssm', 'PutParameter', { Name: '/own', Type: 'SecureString', Value: 'own' });
  });
  after(() => lab.stop());

  const call = <Output>(service: string, operation: string, input: object, principal = root) =>
    lab.lab.invoke<Output>(service, operation, input, principal);
  const role = async (name: string, Action: readonly string[]) => {
    const policy = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
    const trust = policy({ Action: 'sts:AssumeRole', Principal: { Service: 'ecs-tasks.amazonaws.com' } });
    await call('iam', 'CreateRole', { RoleName: name, AssumeRolePolicyDocument: trust });
    await call('iam', 'PutRolePolicy', { RoleName: name, PolicyName: 'p', PolicyDocument: policy({ Action, Resource: '*' }) });
    return rolePrincipal(`arn:aws:iam::123456789012:role/${name}`, 'session');
  };
  const read = async (Names: readonly string[], principal = root) =>
    (await call<{ Parameters: { Value: string }[] }>('ssm', 'GetParameters', { Names, WithDecryption: true }, principal)).Parameters.map(({ Value }) => Value);

  it('are read in clear only by who may use their key', async () => {
    const keyless = await role('keyless', ['ssm:GetParameters', 'ssm:GetParameter']);
    assert.deepEqual(await read(['/own'], keyless), ['own']);
    await assert.rejects(read(['/sealed'], keyless), { name: 'AccessDeniedException', message: new RegExp(`kms:Decrypt on resource: ${keyArn}`) });
    await assert.rejects(call('ssm', 'GetParameter', { Name: '/sealed', WithDecryption: true }, keyless), { name: 'AccessDeniedException' });
    const reader = await role('reader', ['ssm:GetParameters', 'kms:Decrypt']);
    assert.deepEqual(await read(['/sealed', 'arn:aws:ssm:us-east-1:123456789012:parameter/sealed:1'], reader), ['v2', 'v1']);
  });

  it('name their key, which must be there and only they can have', async () => {
    const { Parameters } = await call<{ Parameters: { Name: string; KeyId?: string }[] }>('ssm', 'DescribeParameters', {});
    assert.deepEqual(Parameters.map(({ Name, KeyId }) => [Name, KeyId]), [['/sealed', keyArn], ['/own', 'alias/aws/ssm']]);
    await assert.rejects(call('ssm', 'PutParameter', { Name: '/x', Type: 'SecureString', Value: 'v', KeyId: 'alias/none' }), { name: 'InvalidKeyId' });
    await assert.rejects(call('ssm', 'PutParameter', { Name: '/x', Type: 'String', Value: 'v', KeyId: keyArn }), { name: 'ValidationException' });
  });
});
