import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { rootPrincipal } from '../../../src/iam/principals';
import { kmsService } from '../../../src/services/kms/registry';
import { startTestLab, type TestLab } from '../../support/lab';

describe('KMS keys', () => {
  let lab: TestLab;
  before(async () => { lab = await startTestLab((core) => [kmsService(core.lab)]); });
  after(() => lab.stop());

  const call = <Output>(operation: string, input: object): Promise<Output> => lab.lab.invoke<Output>('kms', operation, input, rootPrincipal('123456789012'));

  it('are records with policy, rotation, tags and aliases', async () => {
    const { KeyMetadata: { KeyId, Arn } } = await call<{ KeyMetadata: { KeyId: string; Arn: string } }>('CreateKey', { Description: 'logs' });
    assert.equal(Arn, `arn:aws:kms:us-east-1:123456789012:key/${KeyId}`);
    await call('EnableKeyRotation', { KeyId: Arn });
    assert.equal((await call<{ KeyRotationEnabled: boolean }>('GetKeyRotationStatus', { KeyId })).KeyRotationEnabled, true);
    await call('CreateAlias', { AliasName: 'alias/logs', TargetKeyId: KeyId });
    assert.equal((await call<{ KeyMetadata: { KeyId: string } }>('DescribeKey', { KeyId: 'alias/logs' })).KeyMetadata.KeyId, KeyId);
    await assert.rejects(call('CreateAlias', { AliasName: 'alias/logs', TargetKeyId: KeyId }), { name: 'AlreadyExistsException' });
    await assert.rejects(call('PutKeyPolicy', { KeyId, Policy: '{' }), { name: 'MalformedPolicyDocumentException' });
    await call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
    await assert.rejects(call('EnableKey', { KeyId }), { name: 'KMSInvalidStateException' });
    await call('DeleteAlias', { AliasName: 'alias/logs' });
    assert.deepEqual((await call<{ Aliases: unknown[] }>('ListAliases', {})).Aliases, []);
  });

  it('are listed page by page', async () => {
    type Keys = { readonly Keys: readonly { readonly KeyId: string }[]; readonly Truncated: boolean; readonly NextMarker?: string };
    for (let made = 0; made < 2; made++) await call('CreateKey', {});
    const all = await call<Keys>('ListKeys', {});
    assert.equal(all.Truncated, false);
    const first = await call<Keys>('ListKeys', { Limit: 1 });
    assert.deepEqual([first.Keys, first.Truncated], [all.Keys.slice(0, 1), true]);
    assert.deepEqual((await call<Keys>('ListKeys', { Marker: first.NextMarker })).Keys, all.Keys.slice(1));
    await assert.rejects(call('ListKeys', { Limit: 0 }), { name: 'ValidationException' });
    await assert.rejects(call('ListAliases', { Marker: 'nothing' }), { name: 'InvalidMarkerException' });
  });

  it('are refused for what the lab cannot do', async () => {
    await assert.rejects(call('CreateKey', { KeySpec: 'RSA_2048' }), { name: 'UnsupportedOperationException', message: /RSA_2048/ });
    await assert.rejects(call('Encrypt', {}), { name: 'UnknownOperationException', message: /no operation Encrypt of kms: it has CreateAlias/ });
  });
});
