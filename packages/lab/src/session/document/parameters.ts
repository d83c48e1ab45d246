import { AwsError } from '../../gateway/aws-error';
import type { SessionContent } from './content';

/** Parameters of a StartSession request. */
export type Given = Readonly<Record<string, readonly string[] | undefined>>;

export const invalidParameters = (text: string): AwsError => new AwsError('InvalidParameters', text);

/** The value of every parameter of a document, checked. Throws `InvalidParameters`. */
export function valuesOf(name: string, { parameters }: Pick<SessionContent, 'parameters'>, given: Given): Readonly<Record<string, string>> {
  const unknown = Object.keys(given).find((key) => parameters[key] === undefined);
  if (unknown !== undefined) {
    throw invalidParameters(`Parameter ${unknown} is not one of document ${name}: ${Object.keys(parameters).join(', ') || 'it has none'}.`);
  }
  return Object.fromEntries(Object.entries(parameters).map(([key, { default: otherwise, allowedPattern, allowedValues }]) => {
    const value = given[key]?.[0] ?? otherwise;
    if (value === undefined) throw invalidParameters(`Parameter ${key} is required by document ${name}.`);
    if (allowedPattern !== undefined && !new RegExp(allowedPattern).test(value)) {
      throw invalidParameters(`Parameter "${key}" has value "${value}" not matching "${allowedPattern}".`);
    }
    if (allowedValues !== undefined && !allowedValues.includes(value)) {
      throw invalidParameters(`Parameter "${key}" has value "${value}" not in [${allowedValues.join(', ')}].`);
    }
    return [key, value];
  }));
}

/** Puts the values in where a text says `{{ name }}`. Other names stay as they are. */
export function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => values[name] ?? whole);
}
