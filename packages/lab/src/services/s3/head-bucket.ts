import type { HeadBucketOutput, HeadBucketRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../gateway/operation';
import { onBucket } from './access';
import type { S3Deps } from './deps';

export const headBucket = (deps: S3Deps): Operation<HeadBucketRequest, HeadBucketOutput> => ({
  access: onBucket('ListBucket'),
  run: ({ Bucket }) => {
    deps.buckets.bucket(Bucket);
    return { BucketRegion: deps.region };
  },
});
