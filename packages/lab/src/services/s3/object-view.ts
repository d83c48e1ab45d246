import type { HeadObjectOutput } from '@aws-sdk/client-s3';
import type { ObjectRecord } from './records';

/** Headers of an object's answer; checksums only where they were asked for. */
export function objectHeaders(object: ObjectRecord, checksumMode: string | undefined): HeadObjectOutput {
  return {
    AcceptRanges: 'bytes', ContentLength: object.size, ETag: object.etag, LastModified: new Date(object.lastModified),
    ContentType: object.contentType ?? 'binary/octet-stream', Metadata: { ...object.metadata }, ServerSideEncryption: 'AES256',
    ...(object.contentEncoding !== undefined && { ContentEncoding: object.contentEncoding }),
    ...(object.cacheControl !== undefined && { CacheControl: object.cacheControl }),
    ...(object.contentDisposition !== undefined && { ContentDisposition: object.contentDisposition }),
    ...(object.contentLanguage !== undefined && { ContentLanguage: object.contentLanguage }),
    ...(checksumMode === 'ENABLED' && object.checksums),
  };
}
