import type { DeleteBucketLifecycleRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../gateway/operation';
import { onBucket } from './access';
import { putSetting } from './settings';
import type { S3Deps } from './deps';

export const deleteBucketLifecycle = (deps: S3Deps): Operation<DeleteBucketLifecycleRequest, void> => ({
  access: onBucket('PutLifecycleConfiguration'),
  run: ({ Bucket }) => putSetting(deps, Bucket, 'lifecycle', undefined),
});
