import { traitsOf, type Model } from './model';
import type { WireRequest } from './codec';

export interface S3Route {
  readonly operation: string;
  readonly labels: Readonly<Record<string, string>>;
}

// says who asks or how the request is signed, not what is asked
const SIDE_PARAMETERS = /^(x-id|x-amz-.*|response-.*)$/i;

/**
 * The S3 operation that a path-style request asks for: bucket and key from the path, the sub-resource from query parameters.
 * Undefined when the lab has none that knows every parameter.
 */
export function routeS3(model: Model, operations: ReadonlySet<string>, request: WireRequest): S3Route | undefined {
  const [bucket = '', ...rest] = request.path.replace(/^\//, '').split('/');
  const key = rest.join('/');
  const level = bucket === '' ? 0 : key === '' ? 1 : 2;
  const asked = [...request.query.keys()].filter((name) => !SIDE_PARAMETERS.test(name));
  const copies = request.headers['x-amz-copy-source'] !== undefined;
  let best: { operation: string; score: number } | undefined;
  for (const [operation, { http, input }] of Object.entries(model.operations)) {
    if (!operations.has(operation) || !http || http[0] !== request.method || copies !== operation.includes('Copy')) continue;
    const members = Object.values(model.shapes[input ?? '']?.members ?? {}).map(traitsOf);
    if (members.filter(({ label }) => label).length !== level) continue;
    const literals = literalsOf(http[1]);
    const bound = new Set(members.map(({ query }) => query));
    if (!literals.every(([name, value]) => (value === '' ? request.query.has(name) : request.query.get(name) === value))) continue;
    if (members.some(({ required, query }) => required && query !== undefined && !request.query.has(query))) continue;
    if (!asked.every((name) => bound.has(name) || literals.some(([literal]) => literal === name))) continue;
    const score = literals.length * 100 + asked.filter((name) => bound.has(name)).length - bound.size / 1_000;
    if (!best || score > best.score) best = { operation, score };
  }
  return best && { operation: best.operation, labels: { Bucket: decodeURIComponent(bucket), Key: decodeURIComponent(key) } };
}

function literalsOf(uri: string): readonly (readonly [string, string])[] {
  const cut = uri.indexOf('?');
  return cut < 0 ? [] : [...new URLSearchParams(uri.slice(cut + 1))].filter(([name]) => name !== 'x-id');
}
