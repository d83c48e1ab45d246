import { page } from '../support/page';
import { invalidInput } from './errors';

export interface ListInput {
  readonly Filters?: readonly Filter[];
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

export interface Filter {
  readonly Name?: string;
  readonly Values?: readonly string[];
  /** Default: EQ. */
  readonly Condition?: string;
}

type Condition = 'EQ' | 'IN' | 'BEGINS_WITH';

/** What a filter looks at, and the conditions that AWS allows there. */
export interface Filterable<T> {
  readonly value: (record: T) => string | undefined;
  readonly conditions: readonly Condition[];
}

const LARGEST_PAGE = 100;

/** One page of what passes every filter. */
export function listed<T>(records: readonly T[], { Filters = [], MaxResults, NextToken }: ListInput, known: Readonly<Record<string, Filterable<T>>>) {
  const tests = Filters.map((filter) => testOf(filter, known));
  return paged(records.filter((record) => tests.every((test) => test(record))), MaxResults, NextToken);
}

/** One page, of at most a hundred. */
export function paged<T>(records: readonly T[], size: number = LARGEST_PAGE, token?: string) {
  if (!Number.isInteger(size) || size < 1 || size > LARGEST_PAGE) throw invalidInput(`MaxResults is ${size}; 1 to ${LARGEST_PAGE} are allowed.`);
  return page(records, size, token, () => invalidInput('The NextToken is not valid; give the one of the page before.'));
}

function testOf<T>({ Name = '', Values = [], Condition = 'EQ' }: Filter, known: Readonly<Record<string, Filterable<T>>>): (record: T) => boolean {
  const filterable = Object.hasOwn(known, Name) ? known[Name] : undefined;
  if (!filterable) throw invalidInput(`The filter ${JSON.stringify(Name)} is not supported by this lab; supported here are ${Object.keys(known).join(', ')}.`);
  const { value, conditions } = filterable;
  if (!conditions.some((one) => one === Condition)) {
    throw invalidInput(`The condition ${JSON.stringify(Condition)} is not supported for ${Name}; supported are ${conditions.join(', ')}.`);
  }
  if (Values.length === 0 || (Condition !== 'IN' && Values.length > 1)) throw invalidInput(`The filter ${Name} has ${Values.length} values; ${Condition} needs ${Condition === 'IN' ? 'one or more' : 'one'}.`);
  return Condition === 'BEGINS_WITH'
    ? (record) => value(record)?.startsWith(Values[0] ?? '') === true
    : (record) => Values.includes(value(record) ?? '');
}
