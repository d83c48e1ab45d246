import type { GetObjectOutput, GetObjectRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../gateway/operation';
import { AwsError } from '../../gateway/aws-error';
import { onObject } from './access';
import { objectHeaders } from './object-view';
import { rangeOf } from './range';
import type { S3Deps } from './deps';

type WholeObject = Omit<GetObjectOutput, 'Body'> & { readonly Body: Buffer };

export const getObject = (deps: S3Deps): Operation<GetObjectRequest, WholeObject> => ({
  access: onObject('GetObject'),
  run: async ({ Bucket, Key = '', Range, ChecksumMode, IfNoneMatch }) => {
    const { name } = deps.buckets.bucket(Bucket);
    const object = deps.buckets.object(name, Key);
    if (IfNoneMatch !== undefined && IfNoneMatch === object.etag) throw new AwsError('NotModified', 'Not Modified', 304);
    const body = await deps.buckets.readBody(object.file);
    const range = Range === undefined ? undefined : rangeOf(Range, body.length);
    if (!range) return { ...objectHeaders(object, ChecksumMode), Body: body };
    const part = body.subarray(range.first, range.last + 1);
    return { ...objectHeaders(object, undefined), ContentLength: part.length, ContentRange: `bytes ${range.first}-${range.last}/${body.length}`, Body: part };
  },
});
