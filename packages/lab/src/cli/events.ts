import type { FeedPage } from '../feed/entry';
import { FEED_PATH } from '../feed/route';
import { eventLine } from './event-line';
import { EXIT, Failure } from './failure';
import { homeOf } from './home';
import { print, yellow } from './output';
import type { EventsOptions } from './program';
import { requireRunning } from './running';

/** How long one question waits for news, in milliseconds. */
const WAIT = 20_000;

/** Prints what happened in a lab; with `follow` goes on until Ctrl-C, until nobody reads any more, or until the lab ends. */
export async function events({ name, follow = false, cluster, json = false }: EventsOptions): Promise<void> {
  const { endpoint } = await requireRunning(homeOf(name));
  const over = new AbortController();
  process.on('SIGINT', () => over.abort());
  // the reader of a pipe may leave first: `ecs-lab events --follow | head`
  process.stdout.on('error', () => over.abort());
  let [last, wait] = [0, 0];
  while (!over.signal.aborted) {
    const page = await ask(`${endpoint}${FEED_PATH}?after=${last}&wait=${wait}`, over.signal);
    if (page === undefined) {
      if (over.signal.aborted) return;
      throw new Failure(`the lab ${name} has ended`, EXIT.notRunning);
    }
    if (page.missed > 0) process.stderr.write(`${yellow('warning:')} ${page.missed} older events are not kept any more\n`);
    for (const entry of page.entries) {
      if (cluster === undefined || entry.cluster === cluster) print(json ? JSON.stringify(entry) : eventLine(entry));
    }
    if (!follow) return;
    [last, wait] = [page.last, WAIT];
  }
}

/** Nothing where the lab does not answer any more, or where it was asked to stop asking. */
async function ask(url: string, signal: AbortSignal): Promise<FeedPage | undefined> {
  let response: Response;
  try {
    response = await fetch(url, { signal });
    return response.ok ? await response.json() as FeedPage : undefined;
  } catch (error) {
    if (error instanceof TypeError || signal.aborted) return undefined;
    throw error;
  }
}
