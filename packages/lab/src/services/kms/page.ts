import { AwsError } from '../../gateway/aws-error';
import { page } from '../support/page';

export interface PageRequest {
  /** Default: 100. */
  readonly Limit?: number;
  readonly Marker?: string;
}

/** One page of a list: `NextMarker` of the answer is `Marker` of the next request. */
export function kmsPage<T>(records: readonly T[], { Limit = 100, Marker }: PageRequest): { readonly items: readonly T[]; readonly shown: object } {
  if (!Number.isInteger(Limit) || Limit < 1 || Limit > 1_000) {
    throw new AwsError('ValidationException', `1 validation error detected: Value '${Limit}' at 'limit' failed to satisfy constraint: Member must have value `
      + (Limit > 1_000 ? 'less than or equal to 1000' : 'greater than or equal to 1'));
  }
  const { items, next } = page(records, Limit, Marker, () => new AwsError('InvalidMarkerException', `The marker ${JSON.stringify(Marker)} is not one of this list.`));
  return { items, shown: next === undefined ? { Truncated: false } : { Truncated: true, NextMarker: next } };
}
