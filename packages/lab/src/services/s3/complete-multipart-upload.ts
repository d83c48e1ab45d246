import type { CompleteMultipartUploadOutput, CompleteMultipartUploadRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../gateway/operation';
import { createHash } from 'node:crypto';
import { AwsError } from '../../gateway/aws-error';
import { onObject } from './access';
import { requireUpload } from './uploads';
import type { S3Deps } from './deps';

export const completeMultipartUpload = (deps: S3Deps): Operation<CompleteMultipartUploadRequest, CompleteMultipartUploadOutput> => ({
  access: onObject('PutObject'),
  run: async (input) => {
    const upload = requireUpload(deps, input);
    const parts = (input.MultipartUpload?.Parts ?? []).map(({ PartNumber, ETag }) => {
      const part = upload.parts.find(({ number, etag }) => number === PartNumber && etag.replaceAll('"', '') === ETag?.replaceAll('"', ''));
      if (!part) throw new AwsError('InvalidPart', 'One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part\'s entity tag.');
      return part;
    });
    if (parts.length === 0) throw new AwsError('MalformedXML', 'You must specify at least one part');
    if (parts.some(({ number }, index) => number <= (parts[index - 1]?.number ?? 0))) {
      throw new AwsError('InvalidPartOrder', 'The list of parts was not in ascending order. The parts list must be specified in order by part number.');
    }
    const body = Buffer.concat(await Promise.all(parts.map(({ file }) => deps.buckets.readBody(file))));
    const digest = createHash('md5').update(Buffer.concat(parts.map(({ etag }) => Buffer.from(etag.replaceAll('"', ''), 'hex')))).digest('hex');
    const etag = `"${digest}-${parts.length}"`;
    const file = await deps.buckets.writeBody(body);
    const { bucket, key, object } = upload;
    deps.buckets.put({ bucket, key, etag, size: body.length, lastModified: deps.clock.now().toISOString(), file, checksums: {}, ...object });
    deps.buckets.uploads.delete(upload.id);
    for (const part of upload.parts) deps.buckets.dropBody(part.file);
    return { Location: `/${upload.bucket}/${upload.key}`, Bucket: upload.bucket, Key: upload.key, ETag: etag };
  },
});
