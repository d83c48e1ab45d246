/** Labels of a path that fits a template such as `/functions/{FunctionName}`; `{Key+}` takes the rest. Both may end with a slash. */
export function matchPath(template: string, path: string): Readonly<Record<string, string>> | undefined {
  const wanted = partsOf(template);
  const given = partsOf(path);
  const labels: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const label = /^\{(\w+)(\+?)\}$/.exec(part);
    const value = given[index];
    if (value === undefined) return undefined;
    if (!label) {
      if (part !== value) return undefined;
      continue;
    }
    const [, name = '', greedy] = label;
    labels[name] = greedy === '+' ? given.slice(index).map(decode).join('/') : decode(value);
    if (greedy === '+') return labels;
  }
  return wanted.length === given.length ? labels : undefined;
}

function partsOf(path: string): readonly string[] {
  return path.replace(/^\/|\/$/g, '').split('/');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
