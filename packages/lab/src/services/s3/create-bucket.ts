import type { CreateBucketOutput, CreateBucketRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../gateway/operation';
import { AwsError } from '../../gateway/aws-error';
import { onBucket } from './access';
import type { S3Deps } from './deps';

export const createBucket = (deps: S3Deps): Operation<CreateBucketRequest, CreateBucketOutput> => ({
  access: onBucket('CreateBucket'),
  run: ({ Bucket = '', CreateBucketConfiguration }) => {
    if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(Bucket)) throw new AwsError('InvalidBucketName', 'The specified bucket is not valid.', 400, { BucketName: Bucket });
    const constraint = CreateBucketConfiguration?.LocationConstraint;
    if (constraint !== undefined && constraint !== deps.region) {
      throw new AwsError('IllegalLocationConstraintException', `The ${constraint} location constraint is incompatible for the region specific endpoint this request was sent to.`);
    }
    // asking again for one's own bucket succeeds in us-east-1 only
    if (!deps.buckets.table.get(Bucket)) deps.buckets.table.put(Bucket, { name: Bucket, createdAt: deps.clock.now().toISOString(), settings: {} });
    else if (deps.region !== 'us-east-1') {
      throw new AwsError('BucketAlreadyOwnedByYou', 'Your previous request to create the named bucket succeeded and you already own it.', 409, { BucketName: Bucket });
    }
    return { Location: `/${Bucket}` };
  },
});
