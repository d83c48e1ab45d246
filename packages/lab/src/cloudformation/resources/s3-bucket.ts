import { AwsError } from '../../gateway/aws-error';
import type { Properties, ResourceContext, ResourceHandler, ResourceState } from '../resource-handler';
import { accept, onlyValue, tagsOf, unlessGone, type Tag } from './properties';
import { lifecycleRule, type LifecycleRuleProperties } from './s3-lifecycle-rule';

const TYPE = 'AWS::S3::Bucket';
const PROPERTIES = ['AccessControl', 'BucketEncryption', 'BucketName', 'LifecycleConfiguration', 'PublicAccessBlockConfiguration', 'Tags',
  'VersioningConfiguration'] as const;

interface EncryptionRule {
  readonly ServerSideEncryptionByDefault?: object;
  readonly BucketKeyEnabled?: boolean;
}

interface BucketProperties {
  readonly AccessControl?: string;
  readonly BucketEncryption?: { readonly ServerSideEncryptionConfiguration: readonly EncryptionRule[] };
  readonly BucketName?: string;
  readonly LifecycleConfiguration?: { readonly Rules: readonly LifecycleRuleProperties[] };
  readonly PublicAccessBlockConfiguration?: object;
  readonly Tags?: readonly Tag[];
  readonly VersioningConfiguration?: { readonly Status: string };
}

function read(properties: Properties): BucketProperties {
  const given = accept<BucketProperties>(TYPE, properties, PROPERTIES);
  onlyValue(TYPE, 'AccessControl', given.AccessControl, ['Private']);
  return given;
}

/** Sets everything that is given; what was given before and is not any longer is removed. */
async function setAll(Bucket: string, before: BucketProperties, given: BucketProperties, context: ResourceContext): Promise<void> {
  const { BucketEncryption: encryption, LifecycleConfiguration: lifecycle, PublicAccessBlockConfiguration } = given;
  const versioning = given.VersioningConfiguration;
  if (encryption) {
    await context.call('s3', 'PutBucketEncryption', {
      Bucket, ServerSideEncryptionConfiguration: {
        Rules: encryption.ServerSideEncryptionConfiguration.map(({ ServerSideEncryptionByDefault, BucketKeyEnabled }) =>
          ({ ApplyServerSideEncryptionByDefault: ServerSideEncryptionByDefault, BucketKeyEnabled })),
      },
    });
  } else if (before.BucketEncryption) await context.call('s3', 'DeleteBucketEncryption', { Bucket });
  if (lifecycle) {
    await context.call('s3', 'PutBucketLifecycleConfiguration', { Bucket, LifecycleConfiguration: { Rules: lifecycle.Rules.map(lifecycleRule) } });
  } else if (before.LifecycleConfiguration) await context.call('s3', 'DeleteBucketLifecycle', { Bucket });
  if (PublicAccessBlockConfiguration) await context.call('s3', 'PutPublicAccessBlock', { Bucket, PublicAccessBlockConfiguration });
  else if (before.PublicAccessBlockConfiguration) await context.call('s3', 'DeletePublicAccessBlock', { Bucket });
  if (versioning ?? before.VersioningConfiguration) {
    await context.call('s3', 'PutBucketVersioning', { Bucket, VersioningConfiguration: versioning ?? { Status: 'Suspended' } });
  }
  await context.call('s3', 'PutBucketTagging', { Bucket, Tagging: { TagSet: tagsOf(given.Tags, context) } });
}

const stateOf = (name: string, { region }: ResourceContext): ResourceState => ({
  physicalId: name,
  attributes: {
    Arn: `arn:aws:s3:::${name}`, DomainName: `${name}.s3.amazonaws.com`, RegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
    DualStackDomainName: `${name}.s3.dualstack.${region}.amazonaws.com`, WebsiteURL: `http://${name}.s3-website-${region}.amazonaws.com`,
  },
});

async function refuseExisting(Bucket: string, context: ResourceContext): Promise<void> {
  const found = await context.call('s3', 'HeadBucket', { Bucket }).then(() => true, (error: unknown) => {
    if (error instanceof AwsError && error.status === 404) return false;
    throw error;
  });
  if (found) throw new AwsError('BucketAlreadyOwnedByYou', 'Your previous request to create the named bucket succeeded and you already own it.', 409);
}

export const s3Bucket: ResourceHandler = {
  typeName: TYPE,
  properties: PROPERTIES,
  check: (properties) => void read(properties),
  async create(properties, context) {
    const given = read(properties);
    const name = given.BucketName ?? context.generateName(63).toLowerCase();
    await refuseExisting(name, context);
    await context.call('s3', 'CreateBucket', { Bucket: name });
    context.created(name);
    await setAll(name, {}, given, context);
    return stateOf(name, context);
  },
  async update(current, before, after, context) {
    await setAll(current.physicalId, before as BucketProperties, read(after), context);
    return current;
  },
  delete: ({ physicalId }, _properties, context) => unlessGone(context.call('s3', 'DeleteBucket', { Bucket: physicalId })),
};
