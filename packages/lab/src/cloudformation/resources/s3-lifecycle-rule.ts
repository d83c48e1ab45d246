import type { Value } from '../resource-handler';
import { accept } from './properties';

const NAMES = ['AbortIncompleteMultipartUpload', 'ExpirationInDays', 'Id', 'NoncurrentVersionExpiration', 'Prefix', 'Status'] as const;

export interface LifecycleRuleProperties {
  readonly AbortIncompleteMultipartUpload?: { readonly DaysAfterInitiation: number };
  readonly ExpirationInDays?: number;
  readonly Id?: string;
  readonly NoncurrentVersionExpiration?: { readonly NoncurrentDays: number; readonly NewerNoncurrentVersions?: number };
  readonly Prefix?: string;
  readonly Status?: string;
}

/** A lifecycle rule as S3's own request writes it. The lab records it: no object expires. */
export function lifecycleRule(rule: LifecycleRuleProperties): object {
  const given = accept<LifecycleRuleProperties>('a lifecycle rule of AWS::S3::Bucket', rule as { readonly [key: string]: Value }, NAMES);
  return {
    ID: given.Id, Status: given.Status, Filter: { Prefix: given.Prefix ?? '' },
    ...(given.ExpirationInDays !== undefined && { Expiration: { Days: given.ExpirationInDays } }),
    ...(given.NoncurrentVersionExpiration && { NoncurrentVersionExpiration: given.NoncurrentVersionExpiration }),
    ...(given.AbortIncompleteMultipartUpload && { AbortIncompleteMultipartUpload: given.AbortIncompleteMultipartUpload }),
  };
}
