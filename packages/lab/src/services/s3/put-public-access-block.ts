import type { PutPublicAccessBlockRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../gateway/operation';
import { onBucket } from './access';
import { putSetting } from './settings';
import type { S3Deps } from './deps';

export const putPublicAccessBlock = (deps: S3Deps): Operation<PutPublicAccessBlockRequest, void> => ({
  access: onBucket('PutBucketPublicAccessBlock'),
  run: ({ Bucket, PublicAccessBlockConfiguration }) => putSetting(deps, Bucket, 'publicAccessBlock', PublicAccessBlockConfiguration),
});
