import type { WireRequest } from './codec';
import { shapeOf, traitsOf, typeOf, type Model, type Reference } from './model';
import { readScalar, writeScalar } from './scalar';

/** An answer before the protocol's own headers; `status` only where a member sets it. */
export interface Bound {
  readonly status?: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

type Labels = Readonly<Record<string, string>>;
type ReadBody = (type: string | undefined, body: Buffer) => object;
type WriteBody = (rest: object, payload?: { readonly name: string; readonly reference: Reference }) => string;

/**
 * Collects an input from path labels, query, headers and body. `readBody` reads a structured body:
 * of the payload member's type, or of the whole input when `undefined`.
 */
export function bindInput(model: Model, operation: string, labels: Labels, request: WireRequest, readBody: ReadBody): object {
  const input = model.operations[operation]?.input;
  if (input === undefined) return { ...Object.fromEntries(request.query), ...readBody(undefined, request.body), ...labels };
  const result: Record<string, unknown> = {};
  let wholeBody = true;
  const set = (member: string, reference: Reference, text: string): void => {
    result[member] = readScalar(typeOf(reference), text, member);
  };
  for (const [member, reference] of Object.entries(model.shapes[input]?.members ?? {})) {
    const traits = traitsOf(reference);
    if (traits.label) {
      const text = labels[member];
      if (text !== undefined) set(member, reference, text);
    } else if (traits.query !== undefined) {
      const given = request.query.getAll(traits.query);
      const shape = shapeOf(model, typeOf(reference));
      if (given[0] === undefined) continue;
      if (shape?.list !== undefined) result[member] = given;
      else set(member, reference, given[0]);
    } else if (traits.header !== undefined) {
      const text = request.headers[traits.header.toLowerCase()];
      if (text === undefined) continue;
      if (shapeOf(model, typeOf(reference))) result[member] = String(text).split(',').map((item) => item.trim());
      else set(member, reference, String(text));
    } else if (traits.prefixHeaders !== undefined) {
      result[member] = prefixed(request, traits.prefixHeaders.toLowerCase());
    } else if (traits.payload) {
      wholeBody = false;
      if (typeOf(reference) === 'blob') result[member] = request.body;
      else if (request.body.length > 0) result[member] = shapeOf(model, typeOf(reference)) ? readBody(typeOf(reference), request.body) : request.body.toString('utf8');
    }
  }
  return wholeBody ? { ...readBody(undefined, request.body), ...result } : result;
}

function prefixed({ headers }: WireRequest, prefix: string): Labels {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith(prefix))
    .map(([name, value]) => [name.slice(prefix.length), String(value)]));
}

/** Distributes an output over status, headers and body; `write` writes what is left for a structured body. */
export function bindOutput(model: Model, operation: string, output: unknown, write: WriteBody): Bound {
  const given = (output ?? {}) as Readonly<Record<string, unknown>>;
  const type = model.operations[operation]?.output;
  if (type === undefined) return { headers: {}, body: model.operations[operation] ? '' : write(given) };
  const headers: Record<string, string> = {};
  const rest: Record<string, unknown> = {};
  let status: number | undefined;
  let payload: string | Buffer | undefined;
  for (const [member, reference] of Object.entries(model.shapes[type]?.members ?? {})) {
    const value = given[member];
    const traits = traitsOf(reference);
    if (traits.payload) payload ??= '';
    if (value === undefined || value === null) continue;
    if (traits.responseCode) status = Number(value);
    else if (traits.header !== undefined) headers[traits.header.toLowerCase()] = headerText(reference, value);
    else if (traits.prefixHeaders !== undefined) for (const [name, text] of Object.entries(value as Labels)) headers[`${traits.prefixHeaders}${name}`] = text;
    else if (!traits.payload) rest[member] = value;
    else if (value instanceof Uint8Array) payload = Buffer.from(value);
    else payload = typeof value === 'string' ? value : write(value as object, { name: member, reference });
  }
  return { headers, body: payload ?? write(rest), ...(status !== undefined && { status }) };
}

function headerText(reference: Reference, value: unknown): string {
  if (value instanceof Date) return typeOf(reference) === 'date-time' ? value.toISOString() : value.toUTCString();
  return Array.isArray(value) ? value.join(', ') : writeScalar(value);
}
