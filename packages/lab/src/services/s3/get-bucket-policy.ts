import type { GetBucketPolicyOutput, GetBucketPolicyRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../gateway/operation';
import { onBucket } from './access';
import { requireSetting } from './settings';
import type { S3Deps } from './deps';

export const getBucketPolicy = (deps: S3Deps): Operation<GetBucketPolicyRequest, GetBucketPolicyOutput> => ({
  access: onBucket('GetBucketPolicy'),
  run: ({ Bucket }) => ({ Policy: requireSetting<string>(deps, Bucket, 'policy', 'NoSuchBucketPolicy', 'The bucket policy does not exist') }),
});
