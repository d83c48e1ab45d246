import type { GetBucketVersioningOutput, GetBucketVersioningRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../gateway/operation';
import { onBucket } from './access';
import { settingOf } from './settings';
import type { S3Deps } from './deps';

export const getBucketVersioning = (deps: S3Deps): Operation<GetBucketVersioningRequest, GetBucketVersioningOutput> => ({
  access: onBucket('GetBucketVersioning'),
  run: ({ Bucket }) => settingOf<GetBucketVersioningOutput>(deps.buckets.bucket(Bucket), 'versioning') ?? {},
});
