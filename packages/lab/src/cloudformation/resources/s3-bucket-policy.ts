import type { ResourceContext, ResourceHandler } from '../resource-handler';
import { accept, policyText, unlessGone } from './properties';

const TYPE = 'AWS::S3::BucketPolicy';
const PROPERTIES = ['Bucket', 'PolicyDocument'] as const;

interface BucketPolicyProperties {
  readonly Bucket?: string;
  readonly PolicyDocument?: unknown;
}

const put = ({ Bucket, PolicyDocument }: BucketPolicyProperties, context: ResourceContext): Promise<unknown> =>
  context.call('s3', 'PutBucketPolicy', { Bucket, Policy: policyText(PolicyDocument) });

export const s3BucketPolicy: ResourceHandler = {
  typeName: TYPE,
  properties: PROPERTIES,
  async create(properties, context) {
    const given = accept<BucketPolicyProperties>(TYPE, properties, PROPERTIES);
    await put(given, context);
    context.created(given.Bucket ?? '');
    return { physicalId: given.Bucket ?? '', attributes: {} };
  },
  async update(current, _before, after, context) {
    await put(accept<BucketPolicyProperties>(TYPE, after, PROPERTIES), context);
    return current;
  },
  delete: ({ physicalId }, _properties, context) => unlessGone(context.call('s3', 'DeleteBucketPolicy', { Bucket: physicalId })),
};
