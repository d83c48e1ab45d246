import { AwsError } from '../gateway/aws-error';

/** One page of a list; the token says how many items came before. */
export function pageOf<T>(all: readonly T[], token: string | undefined, size: number): { readonly items: readonly T[]; readonly next?: string } {
  const start = token === undefined ? 0 : Number(Buffer.from(token, 'base64url').toString('utf8'));
  if (!Number.isInteger(start) || start < 0) throw new AwsError('InvalidNextToken', `The specified token ${token} isn't valid.`);
  const end = start + size;
  return { items: all.slice(start, end), ...(end < all.length && { next: Buffer.from(String(end)).toString('base64url') }) };
}
