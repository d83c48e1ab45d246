import type { S3Deps } from './deps';
import { noSuchUpload } from './errors';
import type { UploadRecord } from './records';

/** An upload in parts of that bucket and key. */
export function requireUpload({ buckets }: S3Deps, input: { Bucket?: string; Key?: string; UploadId?: string }): UploadRecord {
  const { name } = buckets.bucket(input.Bucket);
  const upload = buckets.uploads.get(input.UploadId ?? '');
  if (!upload || upload.bucket !== name || upload.key !== input.Key) throw noSuchUpload();
  return upload;
}
