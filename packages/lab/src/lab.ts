import type { Clock } from './clock/clock';
import type { Invoke } from './gateway/operation';
import type { Store } from './state/store';

/** What every service of a lab is built from: take what you need with `Pick<Lab, …>`. */
export interface Lab {
  /** Name of this lab: part of every Docker name and label, so that several can run at once. */
  readonly name: string;
  readonly accountId: string;
  /** A lab serves one region. */
  readonly region: string;
  /** Where the gateway listens, for example `http://127.0.0.1:4510`. */
  readonly endpoint: () => string;
  /** Folder of this lab's durable state. */
  readonly home: string;
  /** Divides the long AWS timers listed in `clock/timers.ts`; stop time-outs are always real. */
  readonly timeScale: number;
  readonly clock: Clock;
  readonly store: Store;
  readonly invoke: Invoke;
  readonly log: LabLog;
}

/** The lab's own log: one line an event, never a swallowed error. */
export interface LabLog {
  info(message: string): void;
  warn(message: string): void;
}
