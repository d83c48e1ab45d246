import { InvalidDefinition } from './invalid-definition';

/** A path that leads nowhere, in Step Functions' own error names. */
export class PathError extends Error {}

const steps = (path: string): readonly string[] => [...path.matchAll(/\.([A-Za-z_][\w-]*)|\[(\d+)\]/g)].map(([, name, index]) => name ?? index ?? '');

/** What a path finds; `undefined` where it leads nowhere. */
export function lookUp(path: string, value: unknown): unknown {
  return steps(path).reduce<unknown>((found, step) =>
    (typeof found === 'object' && found !== null && Object.hasOwn(found, step) ? (found as Readonly<Record<string, unknown>>)[step] : undefined), value);
}

/** `null` gives an empty object, no path gives all. */
export function select(path: string | null | undefined, value: unknown): unknown {
  if (path === null) return {};
  if (path === undefined) return value;
  const found = lookUp(path, value);
  if (found === undefined) throw new PathError(`Invalid path '${path}': no such member in the state's input`);
  return found;
}

/** Where a result goes in the input: `$` replaces it, `null` drops the result. */
export function place(path: string | null | undefined, input: unknown, result: unknown): unknown {
  if (path === null) return input;
  const [first, ...rest] = steps(path ?? '$');
  if (first === undefined) return result;
  const base = typeof input === 'object' && input !== null ? input as Readonly<Record<string, unknown>> : {};
  return { ...base, [first]: place(`$${rest.map((step) => `.${step}`).join('')}`, base[first], result) };
}

/** Fills a payload template: members whose name ends in `.$` are paths into the input. */
export function fill(template: unknown, input: unknown): unknown {
  if (Array.isArray(template)) return template.map((item) => fill(item, input));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(Object.entries(template).map(([name, value]) =>
    (name.endsWith('.$') ? [name.slice(0, -2), select(String(value), input)] : [name, fill(value, input)])));
}

/** Refuses a path that the lab does not read. */
export function checkPath(path: unknown, where: string): void {
  if (path === undefined || path === null || (typeof path === 'string' && /^\$(?:\.[A-Za-z_][\w-]*|\[\d+\])*$/.test(path))) return;
  throw new InvalidDefinition(`${where} is ${JSON.stringify(path)}; this lab reads paths like $, $.name and $.list[0] only`);
}
