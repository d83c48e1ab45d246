import type { PutObjectRequest } from '@aws-sdk/client-s3';
import type { ObjectRecord } from './records';

type Described = Pick<PutObjectRequest, 'ContentType' | 'ContentEncoding' | 'CacheControl' | 'ContentDisposition' | 'ContentLanguage' | 'Metadata'>;

/** What an upload says about its object. */
export function describedBy(input: Described): Pick<ObjectRecord, 'contentType' | 'contentEncoding' | 'cacheControl' | 'contentDisposition' | 'contentLanguage' | 'metadata'> {
  return {
    ...(input.ContentType !== undefined && { contentType: input.ContentType }),
    ...(input.ContentEncoding !== undefined && { contentEncoding: input.ContentEncoding }),
    ...(input.CacheControl !== undefined && { cacheControl: input.CacheControl }),
    ...(input.ContentDisposition !== undefined && { contentDisposition: input.ContentDisposition }),
    ...(input.ContentLanguage !== undefined && { contentLanguage: input.ContentLanguage }),
    metadata: { ...input.Metadata },
  };
}

/** A body as it arrives from the wire, or as services of the lab give it. */
export function bytesOf(body: unknown): Uint8Array {
  if (body === undefined) return new Uint8Array();
  if (body instanceof Uint8Array) return body;
  if (typeof body === 'string') return Buffer.from(body);
  throw new Error('an object body is text or bytes');
}
