import type { Service } from '../../gateway/operation';
import type { Lab } from '../../lab';
import { abortMultipartUpload } from './abort-multipart-upload';
import { underBucketPolicies } from './bucket-policies';
import { createBuckets } from './buckets';
import { completeMultipartUpload } from './complete-multipart-upload';
import { createBucket } from './create-bucket';
import { createMultipartUpload } from './create-multipart-upload';
import { deleteBucket } from './delete-bucket';
import { deleteBucketEncryption } from './delete-bucket-encryption';
import { deleteBucketLifecycle } from './delete-bucket-lifecycle';
import { deleteBucketPolicy } from './delete-bucket-policy';
import { deleteBucketTagging } from './delete-bucket-tagging';
import { deleteObject } from './delete-object';
import { deleteObjects } from './delete-objects';
import { deletePublicAccessBlock } from './delete-public-access-block';
import { getBucketEncryption } from './get-bucket-encryption';
import { getBucketLifecycleConfiguration } from './get-bucket-lifecycle-configuration';
import { getBucketLocation } from './get-bucket-location';
import { getBucketPolicy } from './get-bucket-policy';
import { getBucketTagging } from './get-bucket-tagging';
import { getBucketVersioning } from './get-bucket-versioning';
import { getObject } from './get-object';
import { getPublicAccessBlock } from './get-public-access-block';
import { headBucket } from './head-bucket';
import { headObject } from './head-object';
import { listBuckets } from './list-buckets';
import { listObjectVersions } from './list-object-versions';
import { listObjectsV2 } from './list-objects-v2';
import { putBucketEncryption } from './put-bucket-encryption';
import { putBucketLifecycleConfiguration } from './put-bucket-lifecycle-configuration';
import { putBucketPolicy } from './put-bucket-policy';
import { putBucketTagging } from './put-bucket-tagging';
import { putBucketVersioning } from './put-bucket-versioning';
import { putObject } from './put-object';
import { putPublicAccessBlock } from './put-public-access-block';
import { uploadPart } from './upload-part';

/** Amazon S3, path style: what `cdk` publishes assets with, and bucket settings as records. */
export function s3Service(lab: Pick<Lab, 'store' | 'clock' | 'home' | 'region' | 'accountId' | 'log'>): Service {
  const deps = { clock: lab.clock, region: lab.region, accountId: lab.accountId, buckets: createBuckets(lab) };
  return {
    name: 's3',
    protocol: { kind: 'rest-xml' },
    operations: underBucketPolicies(deps, {
      AbortMultipartUpload: abortMultipartUpload(deps),
      CompleteMultipartUpload: completeMultipartUpload(deps),
      CreateBucket: createBucket(deps),
      CreateMultipartUpload: createMultipartUpload(deps),
      DeleteBucket: deleteBucket(deps),
      DeleteBucketEncryption: deleteBucketEncryption(deps),
      DeleteBucketLifecycle: deleteBucketLifecycle(deps),
      DeleteBucketPolicy: deleteBucketPolicy(deps),
      DeleteBucketTagging: deleteBucketTagging(deps),
      DeleteObject: deleteObject(deps),
      DeleteObjects: deleteObjects(deps),
      DeletePublicAccessBlock: deletePublicAccessBlock(deps),
      GetBucketEncryption: getBucketEncryption(deps),
      GetBucketLifecycleConfiguration: getBucketLifecycleConfiguration(deps),
      GetBucketLocation: getBucketLocation(deps),
      GetBucketPolicy: getBucketPolicy(deps),
      GetBucketTagging: getBucketTagging(deps),
      GetBucketVersioning: getBucketVersioning(deps),
      GetObject: getObject(deps),
      GetPublicAccessBlock: getPublicAccessBlock(deps),
      HeadBucket: headBucket(deps),
      HeadObject: headObject(deps),
      ListBuckets: listBuckets(deps),
      ListObjectVersions: listObjectVersions(deps),
      ListObjectsV2: listObjectsV2(deps),
      PutBucketEncryption: putBucketEncryption(deps),
      PutBucketLifecycleConfiguration: putBucketLifecycleConfiguration(deps),
      PutBucketPolicy: putBucketPolicy(deps),
      PutBucketTagging: putBucketTagging(deps),
      PutBucketVersioning: putBucketVersioning(deps),
      PutObject: putObject(deps),
      PutPublicAccessBlock: putPublicAccessBlock(deps),
      UploadPart: uploadPart(deps),
    }),
  };
}
