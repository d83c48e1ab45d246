import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { rootPrincipal } from '../../../src/iam/principals';
import { startStackLab, type StackLab } from './stack-lab';

let it: StackLab;
before(async () => { it = await startStackLab(); });
after(() => it.stop());

const secret = (Properties: object) => ({ Secret: { Type: 'AWS::SecretsManager::Secret', Properties } });
const outputs = { Arn: { Value: { Ref: 'Secret' } } };
const call = <Output>(operation: string, input: object) => it.lab.lab.invoke<Output>('secretsmanager', operation, input, rootPrincipal('123456789012'));
const valueOf = async (SecretId: string) => (await call<{ SecretString: string }>('GetSecretValue', { SecretId })).SecretString;

test('a secret is generated into its template, generated anew when the rules change, and gone with its stack', async () => {
  const generate = { SecretStringTemplate: '{"username":"admin"}', GenerateStringKey: 'password', PasswordLength: 20, ExcludePunctuation: true };
  const { Arn = '' } = it.outputs(await it.deploy('vault', secret({ GenerateSecretString: generate, Description: 'db' }), outputs));
  assert.match(Arn, /^arn:aws:secretsmanager:us-east-1:123456789012:secret:vault-Secret-\w+-[A-Za-z0-9]{6}$/);
  const first = JSON.parse(await valueOf(Arn)) as Record<string, string>;
  assert.match(first['password'] ?? '', /^[A-Za-z0-9]{20}$/);
  assert.equal(first['username'], 'admin');

  await it.deploy('vault', secret({ GenerateSecretString: generate, Description: 'other' }), outputs);
  assert.deepEqual(JSON.parse(await valueOf(Arn)), first);
  await it.deploy('vault', secret({ GenerateSecretString: { ...generate, PasswordLength: 24 }, Tags: [{ Key: 'a', Value: 'b' }] }), outputs);
  assert.equal((JSON.parse(await valueOf(Arn)) as Record<string, string>)['password']?.length, 24);
  const { Tags, Description } = await call<{ Tags: { Key: string }[]; Description: string }>('DescribeSecret', { SecretId: Arn });
  assert.ok(Tags.some(({ Key }) => Key === 'a') && Tags.some(({ Key }) => Key === 'project'));
  assert.equal(Description, '');

  await it.destroy('vault');
  await assert.rejects(valueOf(Arn), { name: 'ResourceNotFoundException' });
});

test('a secret that is both given and generated, or replicated, is refused', async () => {
  await assert.rejects(it.deploy('both', secret({ SecretString: 'x', GenerateSecretString: {} })), /both GenerateSecretString and SecretString/);
  await assert.rejects(it.deploy('replica', secret({ ReplicaRegions: [{ Region: 'eu-west-1' }] })), /ReplicaRegions/);
});
