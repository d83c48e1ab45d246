import type { ListObjectsV2Output, ListObjectsV2Request } from '@aws-sdk/client-s3';
import type { Operation } from '../../gateway/operation';
import { onBucket } from './access';
import { encodeKey, pageOf } from './listing';
import type { S3Deps } from './deps';

export const listObjectsV2 = (deps: S3Deps): Operation<ListObjectsV2Request, ListObjectsV2Output> => ({
  access: onBucket('ListBucket'),
  run: ({ Bucket, Prefix = '', Delimiter, MaxKeys = 1_000, ContinuationToken, StartAfter, EncodingType }) => {
    const { name } = deps.buckets.bucket(Bucket);
    const code = EncodingType === 'url' ? encodeKey : (text: string): string => text;
    const after = ContinuationToken === undefined ? StartAfter : Buffer.from(ContinuationToken, 'base64url').toString('utf8');
    const listing = { prefix: Prefix, maximum: Math.min(MaxKeys, 1_000), ...(Delimiter && { delimiter: Delimiter }), ...(after && { after }) };
    const page = pageOf(deps.buckets.objects(name), listing);
    return {
      Name: name, Prefix: code(Prefix), MaxKeys, KeyCount: page.objects.length + page.prefixes.length, IsTruncated: page.last !== undefined,
      ...(Delimiter !== undefined && { Delimiter: code(Delimiter) }),
      ...(EncodingType !== undefined && { EncodingType }),
      ...(StartAfter !== undefined && { StartAfter: code(StartAfter) }),
      ...(ContinuationToken !== undefined && { ContinuationToken }),
      ...(page.last !== undefined && { NextContinuationToken: Buffer.from(page.last).toString('base64url') }),
      Contents: page.objects.map(({ key, etag, size, lastModified }) => ({ Key: code(key), ETag: etag, Size: size, LastModified: new Date(lastModified), StorageClass: 'STANDARD' as const })),
      CommonPrefixes: page.prefixes.map((prefix) => ({ Prefix: code(prefix) })),
    };
  },
});
