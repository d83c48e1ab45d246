import { parseCron, type Cron } from './cron';

/** When a rule runs: every so many milliseconds, or at the minutes of a cron expression, in UTC. */
export type Schedule = { readonly every: number } | { readonly cron: Cron };

const UNITS: Readonly<Record<string, number>> = { minute: 60_000, hour: 60 * 60_000, day: 24 * 60 * 60_000 };

/** Reads `rate(5 minutes)` or `cron(0 12 * * ? *)`; undefined where it is neither. */
export function parseSchedule(expression: string): Schedule | undefined {
  const rate = /^rate\(([1-9]\d*) (minute|hour|day)(s?)\)$/.exec(expression);
  if (rate) {
    const [, value = '', unit = '', plural = ''] = rate;
    // one minute, two minutes: EventBridge takes nothing else
    return (value === '1') === (plural === '') ? { every: Number(value) * (UNITS[unit] ?? 0) } : undefined;
  }
  const fields = /^cron\((.*)\)$/.exec(expression)?.[1];
  const cron = fields === undefined ? undefined : parseCron(fields);
  return cron && { cron };
}

/** The first moment after `now` at which a rule that was set at `since` runs, in milliseconds; undefined: never again. */
export function nextRun(schedule: Schedule, since: number, now: number): number | undefined {
  if ('cron' in schedule) return schedule.cron.next(now);
  return since + (Math.floor(Math.max(0, now - since) / schedule.every) + 1) * schedule.every;
}
