import assert from 'node:assert/strict';
import { test } from 'node:test';
import { referenceValues, type Ask } from '../../../src/cloudformation/executor/reference-values';
import { dynamicReferences, resolveReferences } from '../../../src/cloudformation/intrinsics/dynamic-references';

const ARN = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf';

/** A world with one secret and one parameter, that counts what it is asked. */
function world(secret: string, type = 'String'): { readonly asked: object[]; resolve(text: string): Promise<unknown> } {
  const asked: object[] = [];
  const ask: Ask = <Output>(_service: string, _operation: string, input: object) => {
    asked.push(input);
    return Promise.resolve(('Name' in input ? { Parameter: { Value: 'v', Type: type } } : { SecretString: secret }) as Output);
  };
  return { asked, resolve: (text) => resolveReferences(text, referenceValues(ask)) };
}

test('a secret is resolved as a whole or by a key of its JSON, by name or ARN, stage or version', async () => {
  const { asked, resolve } = world('{"password":"p:1","port":5432}');
  assert.equal(await resolve('{{resolve:secretsmanager:db}}'), '{"password":"p:1","port":5432}');
  assert.equal(await resolve(`{{resolve:secretsmanager:${ARN}:SecretString:password::}}`), 'p:1');
  assert.equal(await resolve('{{resolve:secretsmanager:db:SecretString:port:AWSPREVIOUS}}'), '5432');
  assert.equal(await resolve('{{resolve:secretsmanager:db:SecretString:password::v1}}@{{resolve:ssm:/host:2}}'), 'p:1@v');
  assert.deepEqual(asked, [
    { SecretId: 'db' }, { SecretId: ARN }, { SecretId: 'db', VersionStage: 'AWSPREVIOUS' }, { SecretId: 'db', VersionId: 'v1' }, { Name: '/host:2' },
  ]);
});

test('what stands in several places is asked for once', async () => {
  const { asked, resolve } = world('s');
  assert.equal(await resolve('{{resolve:secretsmanager:db}} {{resolve:secretsmanager:db}}'), 's s');
  assert.equal(asked.length, 1);
});

test('refusals hold nothing of the secret', async () => {
  await assert.rejects(world('{"password":"hidden"}').resolve('{{resolve:secretsmanager:db:SecretString:user}}'),
    { message: 'Could not find a value associated with JSONKey in SecretString' });
  await assert.rejects(world('hidden').resolve('{{resolve:secretsmanager:db:SecretString:user}}'), (error: Error) => !error.message.includes('hidden'));
  await assert.rejects(world('s', 'SecureString').resolve('{{resolve:ssm:/key}}'), { message: 'Parameters [/key] referenced by template have types not supported by CloudFormation.' });
});

test('references are found wherever they stand', () => {
  assert.deepEqual(dynamicReferences({ a: ['x{{resolve:ssm:/a}}', { b: '{{resolve:secretsmanager:db:SecretString:k}}' }] }).map(({ service, key }) => [service, key]),
    [['ssm', '/a'], ['secretsmanager', 'db:SecretString:k']]);
});
