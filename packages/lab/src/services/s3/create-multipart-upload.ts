import type { CreateMultipartUploadOutput, CreateMultipartUploadRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../gateway/operation';
import { randomBytes } from 'node:crypto';
import { onObject } from './access';
import { describedBy } from './object-input';
import type { S3Deps } from './deps';

export const createMultipartUpload = (deps: S3Deps): Operation<CreateMultipartUploadRequest, CreateMultipartUploadOutput> => ({
  access: onObject('PutObject'),
  run: (input) => {
    const { Key = '' } = input;
    const { name } = deps.buckets.bucket(input.Bucket);
    const id = randomBytes(24).toString('base64url');
    deps.buckets.uploads.put(id, { id, bucket: name, key: Key, initiatedAt: deps.clock.now().toISOString(), object: describedBy(input), parts: [] });
    return { Bucket: name, Key, UploadId: id };
  },
});
