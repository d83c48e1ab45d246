import type { DeletePublicAccessBlockRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../gateway/operation';
import { onBucket } from './access';
import { putSetting } from './settings';
import type { S3Deps } from './deps';

export const deletePublicAccessBlock = (deps: S3Deps): Operation<DeletePublicAccessBlockRequest, void> => ({
  access: onBucket('PutBucketPublicAccessBlock'),
  run: ({ Bucket }) => putSetting(deps, Bucket, 'publicAccessBlock', undefined),
});
