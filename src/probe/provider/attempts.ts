import type { ProbeClock } from './clock';
import { errorName } from './failure';

/** The time that a probe has. */
export interface Allowance {
  readonly clock: ProbeClock;
  /** When the last attempt begins at the latest, in milliseconds of the clock. */
  readonly deadline: number;
  /** Whether one attempt is enough: a stack that rolls back is not held up. */
  readonly once: boolean;
}

/** What one attempt found, and whether another one could find something else. */
export interface Attempt<T> {
  readonly found: T;
  readonly final: boolean;
}

export interface Attempts<T> {
  readonly found: T;
  readonly count: number;
  readonly milliseconds: number;
}

const FIRST_PAUSE = 300;
const LONGEST_PAUSE = 5_000;
/** How long a new permission may take to be known everywhere. */
const PERMISSION_GRACE = 15_000;

/** Tries until something is final or the time is over. At least one attempt is made. */
export async function tryUntil<T>({ clock, deadline, once }: Allowance, attempt: () => Promise<Attempt<T>>): Promise<Attempts<T>> {
  const began = clock.now();
  let pause = FIRST_PAUSE;
  for (let count = 1; ; count++) {
    const { found, final } = await attempt();
    if (final || once || clock.now() + pause > deadline) {
      return { found, count, milliseconds: clock.now() - began };
    }
    await clock.sleep(pause);
    pause = Math.min(pause * 1.5, LONGEST_PAUSE);
  }
}

/** Whether an error will stay: a permission that is still missing when new ones have become known. */
export function staysDenied(error: unknown, began: number, clock: ProbeClock): boolean {
  return /AccessDenied|UnauthorizedOperation/.test(errorName(error)) && clock.now() - began > PERMISSION_GRACE;
}
