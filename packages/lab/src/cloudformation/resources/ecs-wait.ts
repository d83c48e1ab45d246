import { ResourceFailure } from '../resource-failure';
import type { ResourceContext } from '../resource-handler';

/** Tells when it is worth to look again. */
export interface Changes {
  nextChange(): Promise<void>;
}

/** Asks now and after every change until there is an answer. Rejects with `late` after so many milliseconds, and when the operation is cancelled. */
export async function untilChanged<T>(
  context: ResourceContext, changes: Changes, limit: number, late: string, ask: () => Promise<T | undefined>,
): Promise<T> {
  const end = ending(context, limit, late);
  try {
    for (;;) {
      // asked for before looking, so that nothing is missed in between
      const change = changes.nextChange();
      const answer = await ask();
      if (answer !== undefined) {
        return answer;
      }
      await Promise.race([change, end.reached]);
    }
  } finally {
    end.cancel();
  }
}

interface Ending {
  /** Never resolves. */
  readonly reached: Promise<never>;
  cancel(): void;
}

function ending(context: ResourceContext, limit: number, late: string): Ending {
  let cancel = () => {};
  const reached = new Promise<never>((_, reject) => {
    const aborted = () => reject(new ResourceFailure('Resource creation cancelled'));
    const cancelTimer = context.clock.after(limit, () => reject(new Error(late)));
    context.signal.addEventListener('abort', aborted);
    cancel = () => {
      cancelTimer();
      context.signal.removeEventListener('abort', aborted);
    };
    if (context.signal.aborted) {
      aborted();
    }
  });
  // who has got an answer does not wait for the end any more
  reached.catch(() => undefined);
  return { reached, cancel };
}
