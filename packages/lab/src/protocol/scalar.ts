import { AwsError } from '../gateway/aws-error';

/** Reads the text of a simple type; refuses text that is not of the type. */
export function readScalar(type: string, text: string, where: string): unknown {
  switch (type) {
    case 'number': {
      const value = Number(text);
      if (text.trim() === '' || Number.isNaN(value)) throw invalid(where, text, 'a number');
      return value;
    }
    case 'boolean':
      if (text !== 'true' && text !== 'false') throw invalid(where, text, 'true or false');
      return text === 'true';
    case 'blob':
      return Buffer.from(text, 'base64');
    case 'timestamp':
    case 'date-time':
    case 'http-date':
    case 'epoch-seconds': {
      const date = new Date(/^\d+(\.\d+)?$/.test(text) ? Number(text) * 1_000 : text);
      if (Number.isNaN(date.getTime())) throw invalid(where, text, 'a time such as 2026-01-31T10:00:00Z');
      return date;
    }
    default:
      return text;
  }
}

function invalid(where: string, text: string, wanted: string): AwsError {
  return new AwsError('ValidationError', `${where} is ${JSON.stringify(text)}, which is not ${wanted}`);
}

/** Writes a simple value as text. */
export function writeScalar(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (typeof value === 'object') return JSON.stringify(value);
  return String(value);
}
