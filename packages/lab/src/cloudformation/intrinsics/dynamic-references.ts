import { isList, isMap } from '../template/value';
import type { Value } from '../resource-handler';

const REFERENCE = /\{\{resolve:([^:{}]*):?([^{}]*)\}\}/g;

/** Whether there is a `{{resolve:…}}` anywhere in a value. */
export function holdsReference(value: Value): boolean {
  if (typeof value === 'string') return value.search(REFERENCE) >= 0;
  if (isList(value)) return value.some(holdsReference);
  return isMap(value) && Object.values(value).some(holdsReference);
}

/** Every `{{resolve:…}}` that is written out in a value and that the lab cannot resolve: it has Parameter Store's plain parameters only. */
export function unsupportedReferences(value: Value): readonly string[] {
  if (typeof value === 'string') return [...value.matchAll(REFERENCE)].filter(([, service]) => service !== 'ssm').map(([text]) => text);
  if (isList(value)) return value.flatMap(unsupportedReferences);
  return isMap(value) ? Object.values(value).flatMap(unsupportedReferences) : [];
}

/**
 * Puts a parameter's value in the place of every `{{resolve:ssm:name[:version]}}`. As in CloudFormation this comes when the resource is made:
 * what a stack remembers, and compares at its next update, is the reference.
 */
export async function resolveReferences(value: Value, parameter: (name: string) => Promise<string>): Promise<Value> {
  if (typeof value === 'string') return resolveText(value, parameter);
  if (isList(value)) return Promise.all(value.map((item: Value) => resolveReferences(item, parameter)));
  if (!isMap(value)) return value;
  const members = Object.entries(value).map(async ([key, member]) => [key, await resolveReferences(member, parameter)] as const);
  return Object.fromEntries(await Promise.all(members));
}

/** The sentence about references that the lab cannot resolve. */
export function unsupportedText(references: readonly string[]): string {
  const got = [...new Set(references)].join(', ');
  return `the lab resolves {{resolve:ssm:name}} and {{resolve:ssm:name:version}} only, got ${got}: use a parameter of SSM Parameter Store`;
}

async function resolveText(text: string, parameter: (name: string) => Promise<string>): Promise<string> {
  let resolved = '';
  let end = 0;
  for (const found of text.matchAll(REFERENCE)) {
    resolved += text.slice(end, found.index) + await parameter(found[2] ?? '');
    end = found.index + found[0].length;
  }
  return resolved + text.slice(end);
}
