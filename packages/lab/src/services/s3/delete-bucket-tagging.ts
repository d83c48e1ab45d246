import type { DeleteBucketTaggingRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../gateway/operation';
import { onBucket } from './access';
import { putSetting } from './settings';
import type { S3Deps } from './deps';

export const deleteBucketTagging = (deps: S3Deps): Operation<DeleteBucketTaggingRequest, void> => ({
  access: onBucket('PutBucketTagging'),
  run: ({ Bucket }) => putSetting(deps, Bucket, 'tagging', undefined),
});
