import type { GetBucketEncryptionOutput, GetBucketEncryptionRequest, ServerSideEncryptionConfiguration } from '@aws-sdk/client-s3';
import type { Operation } from '../../gateway/operation';
import { onBucket } from './access';
import { settingOf } from './settings';
import type { S3Deps } from './deps';

const DEFAULT: ServerSideEncryptionConfiguration = { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false }] };

/** Every bucket has an encryption; bodies are plain files here. */
export const getBucketEncryption = (deps: S3Deps): Operation<GetBucketEncryptionRequest, GetBucketEncryptionOutput> => ({
  access: onBucket('GetEncryptionConfiguration'),
  run: ({ Bucket }) => ({ ServerSideEncryptionConfiguration: settingOf<ServerSideEncryptionConfiguration>(deps.buckets.bucket(Bucket), 'encryption') ?? DEFAULT }),
});
