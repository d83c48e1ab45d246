import type { PutBucketLifecycleConfigurationOutput, PutBucketLifecycleConfigurationRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../gateway/operation';
import { onBucket } from './access';
import { putSetting } from './settings';
import type { S3Deps } from './deps';

export const putBucketLifecycleConfiguration = (
  deps: S3Deps,
): Operation<PutBucketLifecycleConfigurationRequest, PutBucketLifecycleConfigurationOutput> => ({
  access: onBucket('PutLifecycleConfiguration'),
  run: ({ Bucket, LifecycleConfiguration }) => {
    putSetting(deps, Bucket, 'lifecycle', LifecycleConfiguration);
    return {};
  },
});
