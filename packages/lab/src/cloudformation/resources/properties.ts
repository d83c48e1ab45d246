import { AwsError } from '../../gateway/aws-error';
import { isUnknown } from '../intrinsics/intrinsic';
import { ResourceFailure } from '../resource-failure';
import type { Properties, ResourceContext, Value } from '../resource-handler';

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** The properties as `T`, their names from the type's schema; a property that the handler does not map is refused by name. */
export function accept<T>(typeName: string, properties: Properties, accepted: readonly (keyof T & string)[]): T {
  const other = Object.keys(properties).find((name) => !accepted.some((known) => known === name));
  if (other !== undefined) {
    throw new ResourceFailure(`${other} of ${typeName} is not supported by this lab; supported there: ${accepted.join(', ')}`);
  }
  return properties as unknown as T;
}

/** Refuses a value other than the ones that the lab makes true. */
export function onlyValue(typeName: string, property: string, value: Value | undefined, allowed: readonly Value[]): void {
  if (value === undefined || isUnknown(value) || allowed.includes(value)) return;
  throw new ResourceFailure(`${property} ${JSON.stringify(value)} of ${typeName} is not supported by this lab; supported there: ${allowed.map((one) => JSON.stringify(one)).join(', ')}`);
}

/** The resource's own tags over the stack's. */
export function tagsOf(own: readonly Tag[] | undefined, context: ResourceContext): readonly Tag[] {
  const given = own ?? [];
  return [...given, ...context.tags.filter(({ Key }) => !given.some((tag) => tag.Key === Key))].map(({ Key, Value }) => ({ Key, Value }));
}

/** Without `aws:` tags, which not every service takes. */
export const userTags = (tags: readonly Tag[]): readonly Tag[] => tags.filter(({ Key }) => !Key.startsWith('aws:'));

/** Keys of tags that the resource had, of its own or of the stack, and has no longer. */
export const droppedKeys = (
  before: readonly Tag[] | undefined, after: readonly Tag[] | undefined, { tags, formerTags = [] }: Pick<ResourceContext, 'tags' | 'formerTags'>,
): readonly string[] => {
  const kept = new Set([...after ?? [], ...tags].map(({ Key }) => Key));
  return [...new Set([...before ?? [], ...formerTags].map(({ Key }) => Key))].filter((key) => !kept.has(key));
};

/** Tags as a map, where a service takes one. */
export const tagMap = (tags: readonly Tag[]): Record<string, string> => Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));

/** Runs a removal; what is gone already is no failure. */
export async function unlessGone(removal: Promise<unknown>, ...codes: readonly string[]): Promise<void> {
  try {
    await removal;
  } catch (error) {
    if (!(error instanceof AwsError) || !(codes.includes(error.code) || /NotFound|NoSuch|DoesNotExist/.test(error.code))) throw error;
  }
}

/** A policy document as the text that services take. */
export const policyText = (document: unknown): string => (typeof document === 'string' ? document : JSON.stringify(document));
