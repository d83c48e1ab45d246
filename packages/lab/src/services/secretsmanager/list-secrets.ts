import { AwsError } from '../../gateway/aws-error';
import type { Operation } from '../../gateway/operation';
import { page } from '../support/page';
import { invalidParameter } from './errors';
import type { SecretDeps, SecretRecord } from './model';
import { isOver } from './secrets';
import { secretView } from './view';

interface Filter {
  readonly Key?: string;
  readonly Values?: readonly string[];
}

interface Input {
  readonly Filters?: readonly Filter[];
  readonly IncludePlannedDeletion?: boolean;
  readonly MaxResults?: number;
  readonly NextToken?: string;
  readonly SortOrder?: 'asc' | 'desc';
}

/** Newest first unless asked otherwise. */
export const listSecrets = (deps: SecretDeps): Operation<Input, object> => ({
  run: ({ Filters = [], IncludePlannedDeletion = false, MaxResults = 100, NextToken, SortOrder = 'desc' }) => {
    const tests = Filters.map(filter);
    const found = deps.secrets.list().filter((secret) => !isOver(deps, secret) && (IncludePlannedDeletion || secret.deletedAt === undefined)
      && tests.every((test) => test(secret)));
    const { items, next } = page(SortOrder === 'asc' ? found : [...found].reverse(), MaxResults, NextToken, () =>
      new AwsError('InvalidNextTokenException', 'The NextToken value is invalid.'));
    return { SecretList: items.map((secret) => secretView(secret, 'SecretVersionsToStages')), NextToken: next };
  },
});

/** What a filter lets through: values are beginnings, one that begins with ! is what must not be. */
function filter({ Key = '', Values = [] }: Filter): (secret: SecretRecord) => boolean {
  const texts = READ[Key];
  if (!texts) throw invalidParameter(`The filter key ${JSON.stringify(Key)} is not supported by this lab; supported are ${Object.keys(READ).join(', ')}.`);
  return (secret) => Values.some((value) => {
    const begins = (wanted: string) => texts(secret).some((text) => text.startsWith(wanted));
    return value.startsWith('!') ? !begins(value.slice(1)) : begins(value);
  });
}

const READ: Readonly<Record<string, (secret: SecretRecord) => readonly string[]>> = {
  'name': ({ name }) => [name],
  'description': ({ description = '' }) => [description],
  'tag-key': ({ tags }) => tags.map(({ Key }) => Key),
  'tag-value': ({ tags }) => tags.map(({ Value }) => Value),
};
