/** Properties of a resource as its template will show them, with links in the place of references. */
export type Json = Record<string, unknown>;

/** A resource of an app: a construct in its tree, or a part of one of its templates. */
export interface Resource {
  readonly cfnResourceType: string;
  readonly node: { readonly path: string };
}

/** Where the resources of an app are read from. */
export interface ResourceSource {
  /** All resources, in the order of the app. */
  readonly resources: readonly Resource[];
  /** The properties of a resource, with links in the place of references. */
  properties(resource: Resource): Json;
  /** What the key of a link leads to; undefined where that is no resource. */
  target(key: string): Resource | undefined;
  /** The resources of the same template that come before it. */
  dependencies(resource: Resource): ReadonlySet<Resource>;
  /** What is the same for resources of one template. */
  template(resource: Resource): unknown;
  /** Whether a condition decides only at deploy time if there is such a resource. */
  isConditional(resource: Resource): boolean;
}

// shaped as an intrinsic function, since aws-cdk-lib validates property types after it resolved them
const LINK = 'Fn::cdk-ecs-network-modes:link';

/** What stands in the place of a reference. */
export function link(key: string): Json {
  return { [LINK]: key };
}

/** The key of a link; undefined for anything else. */
export function linkKey(value: unknown): string | undefined {
  const key = object(value)[LINK];
  return typeof key === 'string' ? key : undefined;
}

/** The keys of all links inside a value. */
export function linkKeys(value: unknown): string[] {
  const key = linkKey(value);
  return key !== undefined ? [key] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(linkKeys) : [];
}

/** The parts of a text that are known, one after the other. */
export function knownText(value: unknown): string {
  if (typeof value === 'string') {
    return value;
  }
  return linkKey(value) === undefined && typeof value === 'object' && value !== null ? Object.values(value).map(knownText).join('') : '';
}

/** The value where it is an object, or one without keys. */
export function object(value: unknown): Json {
  return typeof value === 'object' && value !== null ? value as Json : {};
}

/** The value where it is a list, or an empty one. */
export function list(value: unknown): unknown[] {
  if (Array.isArray(value)) {
    return value;
  }
  // an override of the first element of a missing list makes an object with the key 0
  const entries = Object.entries(object(value));
  return entries.every(([key]) => /^\d+$/.test(key)) ? entries.map(([, element]) => element) : [];
}

/** A whole number, or one that is known only at deploy time; undefined where there is none. */
export function wholeNumber(value: unknown): number | 'unknown' | undefined {
  if (value === undefined || typeof value === 'number') {
    return value;
  }
  if (object(value).Ref === 'AWS::NoValue') {
    return undefined;
  }
  // CloudFormation takes numbers as strings too
  return typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : 'unknown';
}

/** A switch; undefined where it is known only at deploy time. */
export function flag(value: unknown): boolean | undefined {
  return value === undefined ? false : value === true || value === 'true' ? true : value === false || value === 'false' ? false : undefined;
}

/** A text; undefined where it is known only at deploy time, or not there. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
