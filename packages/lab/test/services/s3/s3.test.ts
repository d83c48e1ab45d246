import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, describe, it } from 'node:test';
import {
  CompleteMultipartUploadCommand, CopyObjectCommand, CreateBucketCommand, CreateMultipartUploadCommand, DeleteBucketCommand,
  DeleteObjectsCommand, GetBucketEncryptionCommand, GetBucketLifecycleConfigurationCommand, GetBucketLocationCommand,
  GetBucketPolicyCommand, GetBucketVersioningCommand, GetBucketWebsiteCommand, GetObjectCommand, GetPublicAccessBlockCommand,
  HeadBucketCommand, HeadObjectCommand, ListBucketsCommand, ListObjectsV2Command, PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand, PutBucketPolicyCommand, PutBucketVersioningCommand, PutObjectCommand, S3Client, UploadPartCommand,
} from '@aws-sdk/client-s3';
import { s3Service } from '../../../src/services/s3/registry';
import { startTestLab, type TestLab } from '../../support/lab';

const Bucket = 'cdk-hnb659fds-assets-123456789012-us-east-1';

describe('S3', () => {
  let lab: TestLab;
  let s3: S3Client;
  before(async () => {
    lab = await startTestLab((core) => [s3Service(core.lab)]);
    s3 = new S3Client(lab.clientOptions);
    await s3.send(new CreateBucketCommand({ Bucket }));
  });
  after(() => lab.stop());

  it('has the buckets that were made', async () => {
    await s3.send(new HeadBucketCommand({ Bucket }));
    assert.deepEqual((await s3.send(new ListBucketsCommand({}))).Buckets?.map(({ Name }) => Name), [Bucket]);
    assert.equal((await s3.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint ?? '', '');
    await assert.rejects(s3.send(new GetBucketLocationCommand({ Bucket: 'absent' })), { name: 'NoSuchBucket', message: 'The specified bucket does not exist' });
    await assert.rejects(s3.send(new CreateBucketCommand({ Bucket: 'NO' })), { name: 'InvalidBucketName' });
  });

  it('gives back the bytes that were put, with what was said of them', async () => {
    const Body = randomBytes(100_000);
    const put = await s3.send(new PutObjectCommand({ Bucket, Key: 'a/b c+é.zip', Body, ContentType: 'application/zip', Metadata: { one: 'two' } }));
    assert.equal(put.ETag, `"${createHash('md5').update(Body).digest('hex')}"`);
    const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'a/b c+é.zip' }));
    assert.deepEqual(Buffer.from(await got.Body?.transformToByteArray() ?? []), Body);
    assert.deepEqual({ type: got.ContentType, metadata: got.Metadata, length: got.ContentLength }, { type: 'application/zip', metadata: { one: 'two' }, length: 100_000 });
    const part = await s3.send(new GetObjectCommand({ Bucket, Key: 'a/b c+é.zip', Range: 'bytes=10-19' }));
    assert.deepEqual(Buffer.from(await part.Body?.transformToByteArray() ?? []), Body.subarray(10, 20));
    assert.equal((await s3.send(new HeadObjectCommand({ Bucket, Key: 'a/b c+é.zip' }))).ContentLength, 100_000);
  });

  it('takes the frames off a streamed body', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'streamed', Body: Readable.from([Buffer.from('one '), Buffer.from('two')]), ContentLength: 7 }));
    const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'streamed' }));
    assert.equal(await got.Body?.transformToString(), 'one two');
    assert.equal(got.ContentEncoding, undefined);
  });

  it('refuses a body that is not the one that was signed for', async () => {
    await assert.rejects(s3.send(new PutObjectCommand({ Bucket, Key: 'bad', Body: 'x', ChecksumSHA256: createHash('sha256').update('y').digest('base64') })), { name: 'BadDigest' });
    await assert.rejects(s3.send(new GetObjectCommand({ Bucket, Key: 'bad' })), { name: 'NoSuchKey', message: 'The specified key does not exist.' });
  });

  it('lists by prefix, by delimiter and in pages', async () => {
    for (const Key of ['list/1', 'list/2', 'list/sub/1', 'list/sub/2', 'list/zz']) await s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
    const all = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'list/', Delimiter: '/' }));
    assert.deepEqual(all.Contents?.map(({ Key }) => Key), ['list/1', 'list/2', 'list/zz']);
    assert.deepEqual(all.CommonPrefixes, [{ Prefix: 'list/sub/' }]);
    const seen: (string | undefined)[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'list/', MaxKeys: 2, ContinuationToken }));
      seen.push(...(page.Contents ?? []).map(({ Key }) => Key));
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
    assert.deepEqual(seen, ['list/1', 'list/2', 'list/sub/1', 'list/sub/2', 'list/zz']);
  });

  it('joins an upload in parts, whatever their order of arrival', async () => {
    const [one, two] = [randomBytes(6_000_000), randomBytes(1_000)];
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'large' }));
    const sent = await Promise.all([[2, two], [1, one]].map(async ([PartNumber, Body]) =>
      ({ PartNumber: PartNumber as number, ETag: (await s3.send(new UploadPartCommand({ Bucket, Key: 'large', UploadId, PartNumber: PartNumber as number, Body: Body as Buffer }))).ETag })));
    await s3.send(new CompleteMultipartUploadCommand({ Bucket, Key: 'large', UploadId, MultipartUpload: { Parts: sent.reverse() } }));
    const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'large' }));
    assert.ok(Buffer.concat([one, two]).equals(Buffer.from(await got.Body?.transformToByteArray() ?? [])));
  });

  it('records the settings of a bucket as they were given', async () => {
    assert.equal((await s3.send(new GetBucketEncryptionCommand({ Bucket }))).ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm, 'AES256');
    const rules = { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' as const }, BucketKeyEnabled: true }] };
    await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: rules }));
    assert.deepEqual((await s3.send(new GetBucketEncryptionCommand({ Bucket }))).ServerSideEncryptionConfiguration, rules);
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
    assert.equal((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status, 'Enabled');
    const Rules = [{ ID: 'old', Status: 'Enabled' as const, Filter: { Prefix: '' }, NoncurrentVersionExpiration: { NoncurrentDays: 30 } }];
    await s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }));
    assert.deepEqual((await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))).Rules, Rules);
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: `arn:aws:s3:::${Bucket}/*` }] });
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    assert.equal((await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy, Policy);
    await assert.rejects(s3.send(new GetPublicAccessBlockCommand({ Bucket })), { name: 'NoSuchPublicAccessBlockConfiguration' });
  });

  it('tells operations apart that differ only in a parameter, also where the caller does not name the operation', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'plain', Body: 'x' }));
    const authorization = `AWS4-HMAC-SHA256 Credential=${lab.clientOptions.credentials.accessKeyId}/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0`;
    const ask = async (method: string, path: string): Promise<number> => (await fetch(`${lab.endpoint}/${Bucket}/${path}`, { method, headers: { authorization } })).status;
    assert.equal(await ask('DELETE', 'plain?uploadId=none'), 404);
    assert.equal(await ask('HEAD', 'plain'), 200);
    assert.equal(await ask('DELETE', 'plain'), 204);
    assert.equal(await ask('HEAD', 'plain'), 404);
  });

  it('refuses what it does not do, naming it', async () => {
    await assert.rejects(s3.send(new GetBucketWebsiteCommand({ Bucket })), { name: 'NotImplemented', message: /GET \/cdk-.*\?website.*it has/ });
    await assert.rejects(s3.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: `${Bucket}/large` })), { name: 'NotImplemented' });
  });

  it('deletes a bucket only when it is empty, and leaves no file behind', async () => {
    await assert.rejects(s3.send(new DeleteBucketCommand({ Bucket })), { name: 'BucketNotEmpty' });
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
    const { Deleted } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: Contents.map(({ Key }) => ({ Key })) } }));
    assert.equal(Deleted?.length, Contents.length);
    await s3.send(new DeleteBucketCommand({ Bucket }));
    await assert.rejects(s3.send(new HeadBucketCommand({ Bucket })), { name: 'NotFound' });
    for (let tries = 0; tries < 200 && (await readdir(join(lab.lab.home, 's3'))).length > 0; tries += 1) await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(await readdir(join(lab.lab.home, 's3')), []);
  });
});
