/** A CloudFormation template: sections of named entries. */
export type Template = Readonly<Record<string, Readonly<Record<string, unknown>> | string>>;

/** How two templates differ, resource by resource and property by property; nothing where they are the same. */
export function differences(expected: Template, actual: Template): readonly string[] {
  const found: string[] = [];
  collect('', expected, actual, found);
  return found;
}

function collect(path: string, expected: unknown, actual: unknown, found: string[]): void {
  if (!isObject(expected) || !isObject(actual) || Array.isArray(expected) !== Array.isArray(actual)) {
    if (expected !== actual) found.push(`${path || 'template'}: ${show(expected)} in TypeScript, ${show(actual)} here`);
    return;
  }
  for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
    collect(path ? `${path}.${key}` : key, expected[key], actual[key], found);
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 200);
}

/** How many resources a template has. */
export function resourceCount({ Resources }: Template): number {
  return Object.keys(Resources ?? {}).length;
}
