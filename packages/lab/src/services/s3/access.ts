import type { Access } from '../../gateway/operation';

type Target = { readonly Bucket?: string; readonly Key?: string };

/** A permission on the bucket. */
export function onBucket(action: string): (input: Target) => readonly Access[] {
  return ({ Bucket = '' }) => [{ action: `s3:${action}`, resource: `arn:aws:s3:::${Bucket}` }];
}

/** A permission on the object. */
export function onObject(action: string): (input: Target) => readonly Access[] {
  return ({ Bucket = '', Key = '' }) => [{ action: `s3:${action}`, resource: `arn:aws:s3:::${Bucket}/${Key}` }];
}
