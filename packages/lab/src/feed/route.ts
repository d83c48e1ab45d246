import type { RouteHandler } from '../gateway/gateway';
import type { Feed } from './feed';

export const FEED_PATH = '/_ecs-lab/events';

/** Longest wait for a new entry, in milliseconds. */
const LONGEST_WAIT = 30_000;

/** `?after=N`: the entries after that number; `&wait=MS` waits for one where there is none. The gateway lets no web page ask. */
export function feedRoute(feed: Feed): RouteHandler {
  return async ({ method, query }) => {
    const after = wholeNumber(query.get('after') ?? '0');
    const wait = wholeNumber(query.get('wait') ?? '0');
    if (method !== 'GET' || after === undefined || wait === undefined || wait > LONGEST_WAIT) {
      return json(400, { message: `give GET ${FEED_PATH}?after=N&wait=MS with whole numbers, MS up to ${LONGEST_WAIT}` });
    }
    return json(200, await feed.next(after, wait));
  };
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

function json(status: number, body: object): { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string } {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
