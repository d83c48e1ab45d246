import type { ResourceContext, ResourceHandler } from '../resource-handler';
import { accept, policyText, unlessGone } from './properties';

const TYPE = 'AWS::S3::BucketPolicy';

interface BucketPolicyProperties {
  readonly Bucket?: string;
  readonly PolicyDocument?: unknown;
}

const put = ({ Bucket, PolicyDocument }: BucketPolicyProperties, context: ResourceContext): Promise<unknown> =>
  context.call('s3', 'PutBucketPolicy', { Bucket, Policy: policyText(PolicyDocument) });

export const s3BucketPolicy: ResourceHandler = {
  typeName: TYPE,
  async create(properties, context) {
    const given = accept<BucketPolicyProperties>(TYPE, properties, ['Bucket', 'PolicyDocument']);
    await put(given, context);
    context.created(given.Bucket ?? '');
    return { physicalId: given.Bucket ?? '', attributes: {} };
  },
  async update(current, _before, after, context) {
    await put(accept<BucketPolicyProperties>(TYPE, after, ['Bucket', 'PolicyDocument']), context);
    return current;
  },
  delete: ({ physicalId }, _properties, context) => unlessGone(context.call('s3', 'DeleteBucketPolicy', { Bucket: physicalId })),
};
