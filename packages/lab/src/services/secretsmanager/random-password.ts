import { randomInt } from 'node:crypto';
import { invalidParameter } from './errors';

/** As GetRandomPassword and `GenerateSecretString` take it. */
export interface PasswordRules {
  /** Default: 32. */
  readonly PasswordLength?: number;
  readonly ExcludeCharacters?: string;
  readonly ExcludeNumbers?: boolean;
  readonly ExcludePunctuation?: boolean;
  readonly ExcludeUppercase?: boolean;
  readonly ExcludeLowercase?: boolean;
  readonly IncludeSpace?: boolean;
  /** Default: true. */
  readonly RequireEachIncludedType?: boolean;
}

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

/** A password by these rules. `pick`: a number from 0 to below its argument. Throws where nothing is left to choose from. */
export function randomPassword(rules: PasswordRules = {}, pick: (below: number) => number = (below) => randomInt(below)): string {
  const { PasswordLength: length = 32, ExcludeCharacters: excluded = '', RequireEachIncludedType: each = true } = rules;
  const without = (characters: string) => [...characters].filter((character) => !excluded.includes(character));
  const types = [
    ...rules.ExcludeLowercase === true ? [] : [without(LOWER)],
    ...rules.ExcludeUppercase === true ? [] : [without(LOWER.toUpperCase())],
    ...rules.ExcludeNumbers === true ? [] : [without('0123456789')],
    ...rules.ExcludePunctuation === true ? [] : [without(PUNCTUATION)],
    ...rules.IncludeSpace === true ? [without(' ')] : [],
  ];
  const all = types.flat();
  if (!Number.isInteger(length) || length < 1 || length > 4_096) throw invalidParameter(`PasswordLength is ${length}; allowed are 1 to 4096.`);
  if (all.length === 0) throw invalidParameter('The rules leave no character for the password; exclude less.');
  if (each && (types.some((type) => type.length === 0) || types.length > length)) {
    throw invalidParameter('The password cannot have a character of each type; set RequireEachIncludedType to false or exclude less.');
  }
  const one = (from: readonly string[]) => from[pick(from.length)] ?? '';
  const password = each ? types.map(one) : [];
  while (password.length < length) {
    password.push(one(all));
  }
  return shuffled(password, pick).join('');
}

function shuffled(list: readonly string[], pick: (below: number) => number): string[] {
  const mixed = [...list];
  for (let index = mixed.length - 1; index > 0; index--) {
    const other = pick(index + 1);
    [mixed[index], mixed[other]] = [mixed[other] ?? '', mixed[index] ?? ''];
  }
  return mixed;
}
