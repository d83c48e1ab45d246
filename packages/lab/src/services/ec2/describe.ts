import type { Filter, Tag } from '@aws-sdk/client-ec2';
import type { AwsError } from '../../gateway/aws-error';
import { page, type Page } from '../support/page';
import { invalidToken } from './errors';
import { filtered, type FilterFields } from './filters';

/** What nearly every Describe call of EC2 takes. */
export interface DescribeInput {
  readonly Filters?: readonly Filter[];
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

export interface Describable<T> {
  readonly records: readonly T[];
  readonly idOf: (record: T) => string;
  readonly tagsOf: (record: T) => readonly Tag[] | undefined;
  readonly fields: FilterFields<T>;
  readonly notFound: (id: string) => AwsError;
}

/** The records asked for by id, by filter and by page. An id that names nothing is refused. */
export function describe<T>(input: DescribeInput, ids: readonly string[] | undefined, what: Describable<T>): Page<T> {
  const wanted = ids && ids.length > 0 ? new Set(ids) : undefined;
  const named = wanted ? what.records.filter((record) => wanted.has(what.idOf(record))) : what.records;
  const known = new Set(named.map(what.idOf));
  const missing = [...wanted ?? []].find((id) => !known.has(id));
  if (missing !== undefined) throw what.notFound(missing);
  return page(filtered(named, input.Filters, what.fields, what.tagsOf), input.MaxResults, input.NextToken, invalidToken);
}
