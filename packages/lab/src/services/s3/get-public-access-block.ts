import type { GetPublicAccessBlockOutput, GetPublicAccessBlockRequest, PublicAccessBlockConfiguration } from '@aws-sdk/client-s3';
import type { Operation } from '../../gateway/operation';
import { onBucket } from './access';
import { requireSetting } from './settings';
import type { S3Deps } from './deps';

export const getPublicAccessBlock = (deps: S3Deps): Operation<GetPublicAccessBlockRequest, GetPublicAccessBlockOutput> => ({
  access: onBucket('GetBucketPublicAccessBlock'),
  run: ({ Bucket }) => ({
    PublicAccessBlockConfiguration: requireSetting<PublicAccessBlockConfiguration>(
      deps, Bucket, 'publicAccessBlock', 'NoSuchPublicAccessBlockConfiguration', 'The public access block configuration was not found'),
  }),
});
