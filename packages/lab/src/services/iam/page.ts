import { AwsError } from '../../gateway/aws-error';
import { page } from '../support/page';

/** What IAM's lists are asked for and answered with. */
export interface IamPage<T> {
  readonly items: T[];
  readonly shown: { readonly IsTruncated: boolean; readonly Marker?: string };
}

const DEFAULT_SIZE = 100;
const LARGEST = 1_000;

export interface PageRequest {
  readonly Marker?: string;
  /** Default: 100. */
  readonly MaxItems?: number;
}

/** One page of a list: `Marker` of the answer is that of the next request. */
export function iamPage<T>(records: readonly T[], { Marker, MaxItems = DEFAULT_SIZE }: PageRequest): IamPage<T> {
  if (MaxItems < 1 || MaxItems > LARGEST) {
    throw new AwsError('ValidationError', `1 validation error detected: Value '${MaxItems}' at 'maxItems' failed to satisfy constraint: Member must have value `
      + (MaxItems < 1 ? 'greater than or equal to 1' : `less than or equal to ${LARGEST}`));
  }
  const { items, next } = page(records, MaxItems, Marker, () => new AwsError('ValidationError', 'Invalid Marker.'));
  return { items: [...items], shown: next === undefined ? { IsTruncated: false } : { IsTruncated: true, Marker: next } };
}
