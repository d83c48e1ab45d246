import type { DeleteBucketEncryptionRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../gateway/operation';
import { onBucket } from './access';
import { putSetting } from './settings';
import type { S3Deps } from './deps';

export const deleteBucketEncryption = (deps: S3Deps): Operation<DeleteBucketEncryptionRequest, void> => ({
  access: onBucket('PutEncryptionConfiguration'),
  run: ({ Bucket }) => putSetting(deps, Bucket, 'encryption', undefined),
});
