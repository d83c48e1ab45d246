const compiled = new Map<string, RegExp>();

/** Whether text matches a pattern with `*` (any characters) and `?` (one character). */
export function matches(pattern: string, text: string, ignoreCase = false): boolean {
  const key = `${ignoreCase ? 'i' : 's'}${pattern}`;
  let expression = compiled.get(key);
  if (!expression) {
    const source = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*+/g, '.*').replace(/\?/g, '.');
    expression = new RegExp(`^${source}$`, ignoreCase ? 'is' : 's');
    if (compiled.size > 2_000) compiled.clear();
    compiled.set(key, expression);
  }
  return expression.test(text);
}

/** ARNs match part by part, so that a `*` in the region does not swallow the account. */
export function matchesArn(pattern: string, arn: string): boolean {
  if (pattern === '*') return true;
  const wanted = split(pattern);
  const given = split(arn);
  return wanted.length === 6 && given.length === 6 ? wanted.every((part, index) => matches(part, given[index] ?? '')) : pattern === arn;
}

function split(arn: string): readonly string[] {
  const parts = arn.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}

/** Replaces `${aws:username}` and the like; `${*}`, `${?}` and `${$}` stand for themselves. A variable without value matches nothing. */
export function withVariables(pattern: string, value: (key: string) => string | undefined): string | undefined {
  let missing = false;
  const text = pattern.replace(/\$\{([^},]+)(?:,\s*'([^']*)')?\}/g, (_, key: string, fallback: string | undefined) => {
    if (key === '*' || key === '?' || key === '$') return key;
    const found = value(key) ?? fallback;
    if (found === undefined) missing = true;
    return found ?? '';
  });
  return missing ? undefined : text;
}
