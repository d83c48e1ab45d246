/** A member of a secret's JSON as text, written as the agent does. Throws an `Error` with the agent's text. */
export function jsonMember(text: string, key: string): string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new Error(`invalid character in the secret's JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new Error('json: cannot unmarshal the secret into Go value of type map[string]interface {}');
  }
  if (!Object.hasOwn(parsed, key)) {
    throw new Error(`retrieved secret from Secrets Manager did not contain json key ${key}`);
  }
  return written((parsed as Readonly<Record<string, unknown>>)[key]);
}

/** Go's `%v`. */
function written(value: unknown): string {
  if (value === null || value === undefined) {
    return '<nil>';
  }
  if (Array.isArray(value)) {
    return `[${value.map(written).join(' ')}]`;
  }
  if (typeof value === 'object') {
    return `map[${Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, member]) => `${name}:${written(member)}`).join(' ')}]`;
  }
  return String(value as string | number | boolean);
}
