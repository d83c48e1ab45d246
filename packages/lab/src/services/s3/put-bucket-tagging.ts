import type { PutBucketTaggingRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../gateway/operation';
import { onBucket } from './access';
import { putSetting } from './settings';
import type { S3Deps } from './deps';

export const putBucketTagging = (deps: S3Deps): Operation<PutBucketTaggingRequest, void> => ({
  access: onBucket('PutBucketTagging'),
  run: ({ Bucket, Tagging }) => putSetting(deps, Bucket, 'tagging', Tagging?.TagSet),
});
