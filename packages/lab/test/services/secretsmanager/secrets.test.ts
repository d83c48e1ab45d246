import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { rolePrincipal, rootPrincipal } from '../../../src/iam/principals';
import { iamService } from '../../../src/services/iam/registry';
import { kmsService } from '../../../src/services/kms/registry';
import { secretsManagerService } from '../../../src/services/secretsmanager/registry';
import { FakeClock } from '../../support/fake-clock';
import { startTestLab, type TestLab } from '../../support/lab';

interface Secret {
  readonly ARN: string;
  readonly VersionId: string;
  readonly SecretString?: string;
  readonly VersionStages?: readonly string[];
}

const root = rootPrincipal('123456789012');
const DAY = 86_400_000;

describe('secrets', () => {
  const clock = new FakeClock();
  let lab: TestLab;
  before(async () => {
    lab = await startTestLab((core) => [iamService({ ...core, ...core.lab }), kmsService(core.lab), secretsManagerService(core.lab)], { clock });
  });
  after(() => lab.stop());

  const call = <Output = Secret>(operation: string, input: object, principal = root): Promise<Output> =>
    lab.lab.invoke<Output>('secretsmanager', operation, input, principal);
  const value = (SecretId: string, more: object = {}) => call('GetSecretValue', { SecretId, ...more });
  const roleWith = async (name: string, statement: object) => {
    const allow = (Action: string, more: object) => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, ...more }] });
    await lab.lab.invoke('iam', 'CreateRole', { RoleName: name, AssumeRolePolicyDocument: allow('sts:AssumeRole', { Principal: { Service: 'ecs-tasks.amazonaws.com' } }) }, root);
    await lab.lab.invoke('iam', 'PutRolePolicy', { RoleName: name, PolicyName: 'p', PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }) }, root);
    return rolePrincipal(`arn:aws:iam::123456789012:role/${name}`, 'session');
  };

  it('are found by name, by ARN and by ARN without its last six characters', async () => {
    const { ARN } = await call('CreateSecret', { Name: 'app/db', SecretString: 'one' });
    assert.match(ARN, /^arn:aws:secretsmanager:us-east-1:123456789012:secret:app\/db-[A-Za-z0-9]{6}$/);
    for (const id of ['app/db', ARN, ARN.slice(0, -7)]) {
      assert.equal((await value(id)).SecretString, 'one');
    }
    await assert.rejects(value('app/other'), { name: 'ResourceNotFoundException', message: "Secrets Manager can't find the specified secret." });
    await assert.rejects(call('CreateSecret', { Name: 'app/db' }), { name: 'ResourceExistsException' });
  });

  it('move AWSCURRENT to a new value and AWSPREVIOUS to the one before', async () => {
    const first = await call('CreateSecret', { Name: 'rotated', SecretString: 'one' });
    const second = await call('PutSecretValue', { SecretId: 'rotated', SecretString: 'two', VersionStages: ['AWSCURRENT', 'BLUE'] });
    const third = await call('PutSecretValue', { SecretId: 'rotated', SecretString: 'three' });
    assert.deepEqual([(await value('rotated')).SecretString, (await value('rotated', { VersionStage: 'AWSPREVIOUS' })).SecretString], ['three', 'two']);
    assert.equal((await value('rotated', { VersionStage: 'BLUE' })).VersionId, second.VersionId);
    assert.equal((await value('rotated', { VersionId: first.VersionId })).SecretString, 'one');
    const { VersionIdsToStages } = await call<{ VersionIdsToStages: object }>('DescribeSecret', { SecretId: 'rotated' });
    assert.deepEqual(VersionIdsToStages, { [second.VersionId]: ['BLUE', 'AWSPREVIOUS'], [third.VersionId]: ['AWSCURRENT'] });
    await assert.rejects(value('rotated', { VersionStage: 'GREEN' }), /can't find the specified secret value for staging label: GREEN/);
    await call('UpdateSecretVersionStage', { SecretId: 'rotated', VersionStage: 'AWSCURRENT', MoveToVersionId: second.VersionId, RemoveFromVersionId: third.VersionId });
    assert.deepEqual([(await value('rotated')).SecretString, (await value('rotated', { VersionStage: 'AWSPREVIOUS' })).SecretString], ['two', 'three']);
  });

  it('take the same token with the same value again, and refuse it with another', async () => {
    const ClientRequestToken = '0123456789abcdef0123456789abcdef';
    await call('CreateSecret', { Name: 'again', SecretString: 'one', ClientRequestToken });
    await call('PutSecretValue', { SecretId: 'again', SecretString: 'one', ClientRequestToken });
    await assert.rejects(call('PutSecretValue', { SecretId: 'again', SecretString: 'two', ClientRequestToken }), { name: 'ResourceExistsException' });
  });

  it('can be brought back until their recovery window is over', async () => {
    await call('CreateSecret', { Name: 'going', SecretString: 'one' });
    await call('DeleteSecret', { SecretId: 'going', RecoveryWindowInDays: 7 });
    await assert.rejects(value('going'), { name: 'InvalidRequestException', message: /marked for deletion/ });
    await assert.rejects(call('CreateSecret', { Name: 'going' }), /already scheduled for deletion/);
    await call('RestoreSecret', { SecretId: 'going' });
    assert.equal((await value('going')).SecretString, 'one');
    await call('DeleteSecret', { SecretId: 'going', RecoveryWindowInDays: 7 });
    await clock.advance(7 * DAY);
    await assert.rejects(call('RestoreSecret', { SecretId: 'going' }), { name: 'ResourceNotFoundException' });
    await call('CreateSecret', { Name: 'going', SecretString: 'anew' });
    await call('DeleteSecret', { SecretId: 'going', ForceDeleteWithoutRecovery: true });
    await assert.rejects(call('DescribeSecret', { SecretId: 'going' }), { name: 'ResourceNotFoundException' });
  });

  it('are listed by what they are called and tagged with, never with a value', async () => {
    await call('CreateSecret', { Name: 'listed-1', SecretString: 'hidden-value', Tags: [{ Key: 'team', Value: 'red' }] });
    await call('CreateSecret', { Name: 'listed-2', SecretString: 'hidden-value' });
    const { SecretList } = await call<{ SecretList: { Name: string }[] }>('ListSecrets', { Filters: [{ Key: 'name', Values: ['listed'] }] });
    assert.deepEqual(SecretList.map(({ Name }) => Name), ['listed-2', 'listed-1']);
    const tagged = await call<{ SecretList: { Name: string }[] }>('ListSecrets', { Filters: [{ Key: 'tag-value', Values: ['red'] }] });
    assert.deepEqual(tagged.SecretList.map(({ Name }) => Name), ['listed-1']);
    assert.doesNotMatch(JSON.stringify(SecretList) + lab.logged.join('\n'), /hidden-value/);
    await assert.rejects(call('ListSecrets', { Filters: [{ Key: 'primary-region', Values: ['x'] }] }), { name: 'InvalidParameterException', message: /supported are name,/ });
  });

  it('are read only by a role that may, and only with its key', async () => {
    const { KeyMetadata } = await lab.lab.invoke<{ KeyMetadata: { Arn: string } }>('kms', 'CreateKey', {}, root);
    const { ARN } = await call('CreateSecret', { Name: 'sealed', SecretString: 'one', KmsKeyId: KeyMetadata.Arn });
    const stranger = await roleWith('stranger', { Effect: 'Allow', Action: 's3:*', Resource: '*' });
    await assert.rejects(call('GetSecretValue', { SecretId: 'sealed' }, stranger), { name: 'AccessDeniedException', message: new RegExp(`GetSecretValue on resource: ${ARN}`) });
    const keyless = await roleWith('keyless', { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: `${ARN.slice(0, -6)}??????` });
    await assert.rejects(call('GetSecretValue', { SecretId: ARN }, keyless), { name: 'AccessDeniedException', message: /kms:Decrypt/ });
    const reader = await roleWith('reader', { Effect: 'Allow', Action: ['secretsmanager:GetSecretValue', 'kms:Decrypt'], Resource: '*' });
    assert.equal((await call('GetSecretValue', { SecretId: ARN }, reader)).SecretString, 'one');
    await assert.rejects(call('CreateSecret', { Name: 'other', KmsKeyId: 'alias/none' }), { name: 'InvalidParameterException', message: /names no key/ });
  });
});
