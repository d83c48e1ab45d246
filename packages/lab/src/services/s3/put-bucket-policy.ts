import type { PutBucketPolicyRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../gateway/operation';
import { AwsError } from '../../gateway/aws-error';
import { MalformedPolicy, parsePolicy } from '../../iam/policy';
import { onBucket } from './access';
import { putSetting } from './settings';
import type { S3Deps } from './deps';

export const putBucketPolicy = (deps: S3Deps): Operation<PutBucketPolicyRequest, void> => ({
  access: onBucket('PutBucketPolicy'),
  run: ({ Bucket, Policy = '' }) => {
    try {
      parsePolicy(Policy, 'resource');
    } catch (error) {
      if (error instanceof MalformedPolicy) throw new AwsError('MalformedPolicy', error.message);
      throw error;
    }
    putSetting(deps, Bucket, 'policy', Policy);
  },
});
