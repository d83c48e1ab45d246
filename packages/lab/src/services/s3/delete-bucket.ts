import type { DeleteBucketRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../gateway/operation';
import { AwsError } from '../../gateway/aws-error';
import { onBucket } from './access';
import type { S3Deps } from './deps';

export const deleteBucket = (deps: S3Deps): Operation<DeleteBucketRequest, void> => ({
  access: onBucket('DeleteBucket'),
  run: ({ Bucket }) => {
    const { name } = deps.buckets.bucket(Bucket);
    if (deps.buckets.objects(name).length > 0) throw new AwsError('BucketNotEmpty', 'The bucket you tried to delete is not empty', 409, { BucketName: name });
    deps.buckets.table.delete(name);
  },
});
