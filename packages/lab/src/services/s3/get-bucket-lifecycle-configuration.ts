import type { GetBucketLifecycleConfigurationOutput, GetBucketLifecycleConfigurationRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../gateway/operation';
import { onBucket } from './access';
import { requireSetting } from './settings';
import type { S3Deps } from './deps';

export const getBucketLifecycleConfiguration = (
  deps: S3Deps,
): Operation<GetBucketLifecycleConfigurationRequest, GetBucketLifecycleConfigurationOutput> => ({
  access: onBucket('GetLifecycleConfiguration'),
  run: ({ Bucket }) => requireSetting<GetBucketLifecycleConfigurationOutput>(
    deps, Bucket, 'lifecycle', 'NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist'),
});
