import type { ListObjectVersionsOutput, ListObjectVersionsRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../gateway/operation';
import { onBucket } from './access';
import { encodeKey, pageOf } from './listing';
import type { S3Deps } from './deps';

/** The lab keeps the newest version of an object only, as a bucket without versioning does: its id is `null`. */
export const listObjectVersions = (deps: S3Deps): Operation<ListObjectVersionsRequest, ListObjectVersionsOutput> => ({
  access: onBucket('ListBucketVersions'),
  run: ({ Bucket, Prefix = '', Delimiter, MaxKeys = 1_000, KeyMarker, EncodingType }) => {
    const { name } = deps.buckets.bucket(Bucket);
    const code = EncodingType === 'url' ? encodeKey : (text: string): string => text;
    const page = pageOf(deps.buckets.objects(name), {
      prefix: Prefix, maximum: Math.min(MaxKeys, 1_000), ...(Delimiter && { delimiter: Delimiter }), ...(KeyMarker && { after: KeyMarker }),
    });
    return {
      Name: name, Prefix: code(Prefix), MaxKeys, IsTruncated: page.last !== undefined, KeyMarker: code(KeyMarker ?? ''), VersionIdMarker: '',
      ...(Delimiter !== undefined && { Delimiter: code(Delimiter) }),
      ...(EncodingType !== undefined && { EncodingType }),
      ...(page.last !== undefined && { NextKeyMarker: code(page.last), NextVersionIdMarker: 'null' }),
      Versions: page.objects.map(({ key, etag, size, lastModified }) => ({
        Key: code(key), VersionId: 'null', IsLatest: true, ETag: etag, Size: size, LastModified: new Date(lastModified), StorageClass: 'STANDARD' as const,
      })),
      CommonPrefixes: page.prefixes.map((prefix) => ({ Prefix: code(prefix) })),
    };
  },
});
