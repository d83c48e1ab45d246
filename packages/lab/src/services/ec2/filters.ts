import type { Filter, Tag } from '@aws-sdk/client-ec2';
import { AwsError } from '../../gateway/aws-error';

type FilterValue = string | number | boolean | undefined;

/** What a Describe call can filter by, besides `tag:<key>` and `tag-key`. */
export type FilterFields<T> = Readonly<Record<string, (record: T) => FilterValue | readonly FilterValue[]>>;

const wildcard = (pattern: string): RegExp =>
  new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.')}$`, 's');

/** The records that pass every filter: values of one filter are alternatives; `*` and `?` are wildcards. */
export function filtered<T>(
  records: readonly T[],
  filters: readonly Filter[] | undefined,
  fields: FilterFields<T>,
  tagsOf: (record: T) => readonly Tag[] | undefined,
): readonly T[] {
  return (filters ?? []).reduce((kept, { Name: name = '', Values: values = [] }) => {
    const read = reader(name, fields, tagsOf);
    const patterns = values.map(wildcard);
    return kept.filter((record) => {
      const found = [read(record)].flat().filter((value) => value !== undefined).map(String);
      return found.some((value) => patterns.some((pattern) => pattern.test(value)));
    });
  }, records);
}

function reader<T>(name: string, fields: FilterFields<T>, tagsOf: (record: T) => readonly Tag[] | undefined) {
  if (name === 'tag-key') return (record: T) => (tagsOf(record) ?? []).map(({ Key }) => Key);
  if (name.startsWith('tag:')) {
    const key = name.slice('tag:'.length);
    return (record: T) => (tagsOf(record) ?? []).filter((tag) => tag.Key === key).map((tag) => tag.Value ?? '');
  }
  const field = fields[name];
  if (!field) {
    throw new AwsError('InvalidParameterValue',
      `The filter '${name}' is invalid: this lab filters here by ${[...Object.keys(fields), 'tag:<key>', 'tag-key'].join(', ')}`);
  }
  return field;
}
