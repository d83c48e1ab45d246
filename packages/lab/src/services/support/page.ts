/** One page of records and the token of the next. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

/** Cuts a page out of `records`. The token is the position, so it stays valid while records are only added. */
export function page<T>(records: readonly T[], size: number | undefined, token: string | undefined, invalid: () => Error): Page<T> {
  const start = token === undefined || token === '' ? 0 : Number(/^after:(\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1]);
  if (!Number.isInteger(start)) throw invalid();
  const end = size === undefined ? records.length : start + size;
  const items = records.slice(start, end);
  return end < records.length ? { items, next: Buffer.from(`after:${end}`).toString('base64url') } : { items };
}
