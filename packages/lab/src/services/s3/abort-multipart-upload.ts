import type { AbortMultipartUploadOutput, AbortMultipartUploadRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../gateway/operation';
import { onObject } from './access';
import { requireUpload } from './uploads';
import type { S3Deps } from './deps';

export const abortMultipartUpload = (deps: S3Deps): Operation<AbortMultipartUploadRequest, AbortMultipartUploadOutput> => ({
  access: onObject('AbortMultipartUpload'),
  run: (input) => {
    const upload = requireUpload(deps, input);
    deps.buckets.uploads.delete(upload.id);
    for (const part of upload.parts) deps.buckets.dropBody(part.file);
    return {};
  },
});
