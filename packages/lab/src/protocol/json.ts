import { AwsError } from '../gateway/aws-error';

/** AWS's JSON: dates are epoch seconds, bytes are base64. */
export function writeJson(value: unknown): string {
  return JSON.stringify(toWire(value));
}

function toWire(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1_000;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(toWire);
  if (value === null || typeof value !== 'object') return value;
  const result: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) if (member !== undefined) result[key] = toWire(member);
  return result;
}

/** A JSON body as an object; an empty body is an empty object. */
export function readJsonBody(body: Buffer): object {
  if (body.length === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch (error) {
    throw new AwsError('SerializationException', `the body is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new AwsError('SerializationException', 'the body is not a JSON object');
  return value;
}
