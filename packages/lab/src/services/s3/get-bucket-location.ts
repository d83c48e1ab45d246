import type { GetBucketLocationRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../gateway/operation';
import { onBucket } from './access';
import type { S3Deps } from './deps';

export const getBucketLocation = (deps: S3Deps): Operation<GetBucketLocationRequest, { readonly LocationConstraint?: string }> => ({
  access: onBucket('GetBucketLocation'),
  run: ({ Bucket }) => {
    deps.buckets.bucket(Bucket);
    return deps.region === 'us-east-1' ? {} : { LocationConstraint: deps.region };
  },
});
