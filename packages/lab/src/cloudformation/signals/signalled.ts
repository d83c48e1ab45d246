import type { Clock } from '../../clock/clock';
import { ResourceFailure } from '../resource-failure';
import type { SignalBox } from './signal-box';

export interface Patience {
  readonly clock: Clock;
  /** Aborted when the stack operation is cancelled. */
  readonly signal: AbortSignal;
  /** Milliseconds of the clock. */
  readonly limit: number;
}

/** Waits until signals are `enough`. Resolves to whether they came in time; rejects when the operation is cancelled. */
export async function signalled(box: Pick<SignalBox, 'nextChange'>, { clock, signal, limit }: Patience, enough: () => boolean): Promise<boolean> {
  let late = false;
  let wake = (): void => {};
  const over = new Promise<void>((resolve) => { wake = resolve; });
  const cancel = clock.after(limit, () => {
    late = true;
    wake();
  });
  signal.addEventListener('abort', wake);
  try {
    for (;;) {
      // asked for before looking, so that nothing is missed in between
      const change = box.nextChange();
      if (enough()) return true;
      if (signal.aborted) throw new ResourceFailure('cancelled');
      if (late) return false;
      await Promise.race([change, over]);
    }
  } finally {
    cancel();
    signal.removeEventListener('abort', wake);
  }
}

/** What CloudFormation says where too few of all that should have signalled have done so. */
export function tooFewText(counted: number, status: 'SUCCESS' | 'FAILURE', of: number, percent: number): string {
  return `Received ${counted} ${status} signal(s) out of ${of}.  Unable to satisfy ${percent}% MinSuccessfulInstancesPercent requirement`;
}

export const missedText = (missing: number): string =>
  `Failed to receive ${missing} resource signal(s) for the current batch.  Each resource signal timeout is counted as a FAILURE.`;

/** How many of `of` may fail. */
export const tolerated = (of: number, minSuccessfulPercent: number): number => of - Math.ceil(of * minSuccessfulPercent / 100);
