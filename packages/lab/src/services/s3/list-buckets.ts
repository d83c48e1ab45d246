import type { ListBucketsOutput, ListBucketsRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../gateway/operation';
import type { S3Deps } from './deps';

export const listBuckets = (deps: S3Deps): Operation<ListBucketsRequest, ListBucketsOutput> => ({
  access: () => [{ action: 's3:ListAllMyBuckets', resource: '*' }],
  run: ({ Prefix = '' }) => ({
    Buckets: deps.buckets.table.list().filter(({ name }) => name.startsWith(Prefix))
      .map(({ name, createdAt }) => ({ Name: name, CreationDate: new Date(createdAt) })),
    Owner: { ID: deps.accountId },
  }),
});
