import type { ObjectRecord } from './records';

export interface Listing {
  readonly prefix: string;
  readonly delimiter?: string;
  /** Keys up to this one have been given already. */
  readonly after?: string;
  readonly maximum: number;
}

export interface Page {
  readonly objects: readonly ObjectRecord[];
  readonly prefixes: readonly string[];
  /** Key or prefix to go on after; absent when this is the last page. */
  readonly last?: string;
}

/** One page of a bucket's objects, which come in the order of their keys. */
export function pageOf(all: readonly ObjectRecord[], { prefix, delimiter, after, maximum }: Listing): Page {
  const objects: ObjectRecord[] = [];
  const prefixes: string[] = [];
  let last: string | undefined;
  for (const object of all) {
    if (!object.key.startsWith(prefix)) continue;
    const cut = delimiter === undefined ? -1 : object.key.indexOf(delimiter, prefix.length);
    const common = cut < 0 ? undefined : object.key.slice(0, cut + (delimiter ?? '').length);
    if (after !== undefined && (object.key <= after || (common !== undefined && common <= after))) continue;
    if (common !== undefined && prefixes.at(-1) === common) continue;
    if (objects.length + prefixes.length >= maximum) return { objects, prefixes, ...(last !== undefined && { last }) };
    if (common === undefined) objects.push(object);
    else prefixes.push(common);
    last = common ?? object.key;
  }
  return { objects, prefixes };
}

/** Keys are percent-encoded on request, slashes excepted. */
export function encodeKey(key: string): string {
  return encodeURIComponent(key).replace(/%2F/g, '/').replace(/%20/g, '+');
}
