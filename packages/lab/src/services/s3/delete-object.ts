import type { DeleteObjectOutput, DeleteObjectRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../gateway/operation';
import { onObject } from './access';
import type { S3Deps } from './deps';

export const deleteObject = (deps: S3Deps): Operation<DeleteObjectRequest, DeleteObjectOutput> => ({
  access: onObject('DeleteObject'),
  run: ({ Bucket, Key = '' }) => {
    deps.buckets.remove(deps.buckets.bucket(Bucket).name, Key);
    return {};
  },
});
