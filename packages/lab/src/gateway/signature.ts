import type { WireRequest } from '../protocol/codec';

/** What a SigV4 signature says of its request. The signature itself is not checked: the key decides, and only the lab's own keys are known. */
export interface Signature {
  readonly accessKeyId: string;
  readonly region: string;
  /** Signing name of the service. */
  readonly service: string;
  readonly sessionToken?: string;
  /** End of a presigned address. */
  readonly expiresAt?: Date;
}

/** Undefined when the request is not signed with SigV4. */
export function readSignature({ headers, query }: Pick<WireRequest, 'headers' | 'query'>): Signature | undefined {
  const authorization = headers.authorization;
  const scope = authorization?.startsWith('AWS4-HMAC-SHA256')
    ? /Credential=([^,\s]+)/.exec(authorization)?.[1]
    : query.get('X-Amz-Credential') ?? undefined;
  const parts = scope?.split('/') ?? [];
  if (parts.length < 5) return undefined;
  const [region = '', service = ''] = parts.slice(-3);
  const token = headers['x-amz-security-token'] ?? query.get('X-Amz-Security-Token');
  const expiresAt = endOf(query);
  return { accessKeyId: parts.slice(0, -4).join('/'), region, service, ...(typeof token === 'string' && { sessionToken: token }), ...(expiresAt && { expiresAt }) };
}

function endOf(query: URLSearchParams): Date | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(query.get('X-Amz-Date') ?? '');
  const seconds = Number(query.get('X-Amz-Expires') ?? Number.NaN);
  if (!match || Number.isNaN(seconds)) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  return new Date(Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) + seconds * 1_000);
}
