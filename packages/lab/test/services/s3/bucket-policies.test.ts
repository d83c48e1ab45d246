import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, DeleteObjectsCommand, ListObjectVersionsCommand, PutBucketPolicyCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { rolePrincipal } from '../../../src/iam/principals';
import { iamService } from '../../../src/services/iam/registry';
import { s3Service } from '../../../src/services/s3/registry';
import { startTestLab, type TestLab } from '../../support/lab';

const ROLE = 'arn:aws:iam::123456789012:role/app';
const Bucket = 'policed';
let lab: TestLab;
let s3: S3Client;

before(async () => {
  lab = await startTestLab((core) => [s3Service(core.lab), iamService({ ...core, ...core.lab })]);
  s3 = new S3Client(lab.clientOptions);
  const iam = new IAMClient(lab.clientOptions);
  const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
  await iam.send(new CreateRoleCommand({ RoleName: 'app', AssumeRolePolicyDocument: JSON.stringify(trust) }));
  await iam.send(new PutRolePolicyCommand({
    RoleName: 'app', PolicyName: 'own', PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:PutObject', Resource: '*' }] }),
  }));
  await s3.send(new CreateBucketCommand({ Bucket }));
});
after(() => lab.stop());

const asRole = (operation: string, input: object) => lab.lab.invoke('s3', operation, { Bucket, ...input }, rolePrincipal(ROLE, 'session'));
const police = (...Statement: readonly object[]) => s3.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement }) }));

test('the policy of a bucket lets in whom the role\'s own policies do not, and keeps out whom they do', async () => {
  await asRole('PutObject', { Key: 'k', Body: Buffer.from('x') });
  await assert.rejects(asRole('ListObjectVersions', {}), /s3:ListBucketVersions .* no identity-based policy allows/);
  await police({ Effect: 'Allow', Principal: { AWS: ROLE }, Action: ['s3:List*', 's3:DeleteObject*'], Resource: [`arn:aws:s3:::${Bucket}`, `arn:aws:s3:::${Bucket}/*`] });
  await asRole('ListObjectVersions', {});
  await asRole('DeleteObjects', { Delete: { Objects: [{ Key: 'k' }] } });
  await police({ Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: `arn:aws:s3:::${Bucket}/*` });
  await assert.rejects(asRole('PutObject', { Key: 'k', Body: Buffer.from('x') }), /explicit deny/);
});

test('objects are listed with the one version that they have', async () => {
  for (const Key of ['a', 'b', 'c d']) await s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
  const first = await s3.send(new ListObjectVersionsCommand({ Bucket, MaxKeys: 2 }));
  assert.deepEqual(first.Versions?.map(({ Key, VersionId, IsLatest }) => [Key, VersionId, IsLatest]), [['a', 'null', true], ['b', 'null', true]]);
  const second = await s3.send(new ListObjectVersionsCommand({ Bucket, KeyMarker: first.NextKeyMarker, VersionIdMarker: first.NextVersionIdMarker }));
  assert.deepEqual(second.Versions?.map(({ Key }) => Key), ['c d']);
  await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'a', VersionId: 'null' }] } }));
  assert.equal((await s3.send(new ListObjectVersionsCommand({ Bucket }))).Versions?.length, 2);
});
