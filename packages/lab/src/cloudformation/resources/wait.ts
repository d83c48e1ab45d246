import { ResourceFailure } from '../resource-failure';
import type { ResourceContext } from '../resource-handler';

/** How often a resource that comes up in the background is looked at: real milliseconds. */
const INTERVAL_MS = 100;

/** Asks until there is an answer. Rejects with `late` after so many milliseconds, and when the stack operation is cancelled. */
export async function waitFor<T>(context: ResourceContext, limitMs: number, late: () => string, ask: () => Promise<T | undefined>): Promise<T> {
  const end = context.clock.now().getTime() + limitMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (context.signal.aborted) throw new ResourceFailure('Resource creation cancelled');
    if (context.clock.now().getTime() >= end) throw new ResourceFailure(late());
    await new Promise<void>((resolve) => { context.clock.after(INTERVAL_MS, resolve); });
  }
}
