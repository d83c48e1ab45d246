import { isList, isMap } from '../template/value';
import type { Value } from '../resource-handler';

const REFERENCE = /\{\{resolve:([^:{}]*):?([^{}]*)\}\}/g;

/** One `{{resolve:<service>:<key>}}`. */
export interface DynamicReference {
  readonly text: string;
  readonly service: string;
  readonly key: string;
}

/** A part of a secret; what is not given is `undefined`. */
export interface SecretReference {
  /** Name or ARN. */
  readonly id: string;
  readonly jsonKey?: string;
  readonly versionStage?: string;
  readonly versionId?: string;
}

/** Every reference that is written out anywhere in a value. */
export function dynamicReferences(value: Value): readonly DynamicReference[] {
  if (typeof value === 'string') return [...value.matchAll(REFERENCE)].map(([text, service = '', key = '']) => ({ text, service, key }));
  if (isList(value)) return value.flatMap(dynamicReferences);
  return isMap(value) ? Object.values(value).flatMap(dynamicReferences) : [];
}

/** Whether there is a `{{resolve:…}}` anywhere in a value. */
export const holdsReference = (value: Value): boolean => dynamicReferences(value).length > 0;

/**
 * Why the references in a resource's properties cannot be resolved, if so. Secure strings of Parameter Store are for a few properties on AWS
 * (passwords of databases and directories), of types that the lab does not have.
 */
export function refusedReferences(type: string, properties: Readonly<Record<string, Value>>): string | undefined {
  const found = Object.entries(properties).flatMap(([property, value]) => dynamicReferences(value).map((reference) => ({ property, ...reference })));
  const secure = found.filter(({ service }) => service === 'ssm-secure').map(({ property }) => `${type}/Properties/${property}`);
  if (secure.length > 0) return `SSM Secure reference is not supported in: [${[...new Set(secure)].join(', ')}]`;
  const unknown = found.filter(({ service }) => service !== 'ssm' && service !== 'secretsmanager').map(({ text }) => text);
  if (unknown.length > 0) return `the lab resolves {{resolve:ssm:…}} and {{resolve:secretsmanager:…}}, got ${[...new Set(unknown)].join(', ')}`;
  return found.filter(({ service }) => service === 'secretsmanager').map(({ text, key }) => secretComplaint(text, key)).find((text) => text !== undefined);
}

/** Reads `secret-id:SecretString:json-key:version-stage:version-id`; everything after the id may be missing or empty. */
export function secretReference(key: string): SecretReference {
  const { id, rest: [, jsonKey, versionStage, versionId] } = partsOf(key);
  return { id, ...(jsonKey && { jsonKey }), ...(versionStage && { versionStage }), ...(versionId && { versionId }) };
}

/** An ARN has six colons of its own. */
function partsOf(key: string): { readonly id: string; readonly rest: readonly string[] } {
  const parts = key.split(':');
  const length = key.startsWith('arn:') ? 7 : 1;
  return { id: parts.slice(0, length).join(':'), rest: parts.slice(length) };
}

function secretComplaint(text: string, key: string): string | undefined {
  const { id, rest } = partsOf(key);
  const [part] = rest;
  const { versionStage, versionId } = secretReference(key);
  if (id === '' || rest.length > 4) return `Incorrect format is used in the following Secrets Manager reference: [${text}]`;
  if (part && part !== 'SecretString') return `${text} asks for ${part}: CloudFormation resolves SecretString only`;
  return versionStage && versionId ? `${text} has a version stage and a version id: give one of them` : undefined;
}

/**
 * Puts values in the place of references. As in CloudFormation this comes when the resource is made: what a stack remembers, shows, and
 * compares at its next update, is the reference.
 */
export async function resolveReferences(value: Value, valueOf: (reference: DynamicReference) => Promise<string>): Promise<Value> {
  if (typeof value === 'string') return resolveText(value, valueOf);
  if (isList(value)) return Promise.all(value.map((item: Value) => resolveReferences(item, valueOf)));
  if (!isMap(value)) return value;
  const members = Object.entries(value).map(async ([key, member]) => [key, await resolveReferences(member, valueOf)] as const);
  return Object.fromEntries(await Promise.all(members));
}

async function resolveText(text: string, valueOf: (reference: DynamicReference) => Promise<string>): Promise<string> {
  let resolved = '';
  let end = 0;
  for (const found of text.matchAll(REFERENCE)) {
    const [all, service = '', key = ''] = found;
    resolved += text.slice(end, found.index) + await valueOf({ text: all, service, key });
    end = found.index + all.length;
  }
  return resolved + text.slice(end);
}
