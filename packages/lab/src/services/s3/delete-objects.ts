import type { DeleteObjectsOutput, DeleteObjectsRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../gateway/operation';
import { onObject } from './access';
import type { S3Deps } from './deps';

export const deleteObjects = (deps: S3Deps): Operation<DeleteObjectsRequest, DeleteObjectsOutput> => ({
  access: ({ Bucket = '', Delete }) => (Delete?.Objects ?? []).flatMap(({ Key = '' }) => onObject('DeleteObject')({ Bucket, Key })),
  run: ({ Bucket, Delete }) => {
    const { name } = deps.buckets.bucket(Bucket);
    const keys = (Delete?.Objects ?? []).map(({ Key = '' }) => Key);
    for (const key of keys) deps.buckets.remove(name, key);
    return Delete?.Quiet === true ? {} : { Deleted: keys.map((Key) => ({ Key })) };
  },
});
