import type { PutObjectOutput, PutObjectRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../gateway/operation';
import { AwsError } from '../../gateway/aws-error';
import { onObject } from './access';
import { etagOf, requireChecksums } from './checksums';
import { bytesOf, describedBy } from './object-input';
import type { S3Deps } from './deps';

export const putObject = (deps: S3Deps): Operation<PutObjectRequest, PutObjectOutput> => ({
  access: onObject('PutObject'),
  run: async (input) => {
    const { Key = '' } = input;
    const { name } = deps.buckets.bucket(input.Bucket);
    if (input.IfNoneMatch === '*' && deps.buckets.find(name, Key)) throw new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412);
    const body = bytesOf(input.Body);
    const checksums = requireChecksums(input, body);
    const etag = etagOf(body);
    const file = await deps.buckets.writeBody(body);
    const lastModified = deps.clock.now().toISOString();
    deps.buckets.put({ bucket: name, key: Key, etag, size: body.length, lastModified, file, checksums, ...describedBy(input) });
    return { ETag: etag, ServerSideEncryption: 'AES256', ...checksums };
  },
});
