import type { PutBucketEncryptionRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../gateway/operation';
import { onBucket } from './access';
import { putSetting } from './settings';
import type { S3Deps } from './deps';

export const putBucketEncryption = (deps: S3Deps): Operation<PutBucketEncryptionRequest, void> => ({
  access: onBucket('PutEncryptionConfiguration'),
  run: ({ Bucket, ServerSideEncryptionConfiguration }) => putSetting(deps, Bucket, 'encryption', ServerSideEncryptionConfiguration),
});
