import type { DeleteBucketPolicyRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../gateway/operation';
import { onBucket } from './access';
import { putSetting } from './settings';
import type { S3Deps } from './deps';

export const deleteBucketPolicy = (deps: S3Deps): Operation<DeleteBucketPolicyRequest, void> => ({
  access: onBucket('DeleteBucketPolicy'),
  run: ({ Bucket }) => putSetting(deps, Bucket, 'policy', undefined),
});
