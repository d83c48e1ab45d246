import type { Timers } from '@cdk-ecs-network-modes/session-channel';
import type { Clock } from '../clock/clock';

/** The lab's clock as a data channel sees it. */
export function timersOf(clock: Clock): Timers {
  return { now: () => clock.now().getTime(), after: (milliseconds, work) => clock.after(milliseconds, work) };
}
