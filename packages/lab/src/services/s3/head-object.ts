import type { HeadObjectOutput, HeadObjectRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../gateway/operation';
import { onObject } from './access';
import { objectHeaders } from './object-view';
import type { S3Deps } from './deps';

export const headObject = (deps: S3Deps): Operation<HeadObjectRequest, HeadObjectOutput> => ({
  access: onObject('GetObject'),
  run: ({ Bucket, Key = '', ChecksumMode }) => {
    const { name } = deps.buckets.bucket(Bucket);
    return objectHeaders(deps.buckets.object(name, Key), ChecksumMode);
  },
});
