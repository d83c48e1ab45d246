import type { GetBucketTaggingOutput, GetBucketTaggingRequest, Tag } from '@aws-sdk/client-s3';
import type { Operation } from '../../gateway/operation';
import { onBucket } from './access';
import { requireSetting } from './settings';
import type { S3Deps } from './deps';

export const getBucketTagging = (deps: S3Deps): Operation<GetBucketTaggingRequest, GetBucketTaggingOutput> => ({
  access: onBucket('GetBucketTagging'),
  run: ({ Bucket }) => ({ TagSet: requireSetting<Tag[]>(deps, Bucket, 'tagging', 'NoSuchTagSet', 'The TagSet does not exist') }),
});
