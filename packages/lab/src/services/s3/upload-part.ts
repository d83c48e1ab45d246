import type { UploadPartOutput, UploadPartRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../gateway/operation';
import { AwsError } from '../../gateway/aws-error';
import { onObject } from './access';
import { etagOf, requireChecksums } from './checksums';
import { bytesOf } from './object-input';
import { requireUpload } from './uploads';
import type { S3Deps } from './deps';

export const uploadPart = (deps: S3Deps): Operation<UploadPartRequest, UploadPartOutput> => ({
  access: onObject('PutObject'),
  run: async (input) => {
    requireUpload(deps, input);
    const number = input.PartNumber ?? 0;
    if (number < 1 || number > 10_000) throw new AwsError('InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive');
    const body = bytesOf(input.Body);
    requireChecksums(input, body);
    const part = { number, etag: etagOf(body), size: body.length, file: await deps.buckets.writeBody(body) };
    // parts may arrive at the same time: read again after the write
    const upload = requireUpload(deps, input);
    deps.buckets.uploads.put(upload.id, { ...upload, parts: [...upload.parts.filter((other) => other.number !== number), part] });
    return { ETag: part.etag };
  },
});
