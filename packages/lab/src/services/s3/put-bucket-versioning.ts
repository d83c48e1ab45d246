import type { PutBucketVersioningRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../gateway/operation';
import { onBucket } from './access';
import { putSetting } from './settings';
import type { S3Deps } from './deps';

export const putBucketVersioning = (deps: S3Deps): Operation<PutBucketVersioningRequest, void> => ({
  access: onBucket('PutBucketVersioning'),
  run: ({ Bucket, VersioningConfiguration }) => putSetting(deps, Bucket, 'versioning', VersioningConfiguration),
});
