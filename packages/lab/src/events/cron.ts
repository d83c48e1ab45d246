/** A cron expression of EventBridge: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html */
export interface Cron {
  /** The first matching minute after a moment, both in milliseconds; undefined where there is none before 2200. */
  next(after: number): number | undefined;
}

/** Whether a day of a month, in UTC, is meant. */
type DayRule = (day: Date) => boolean;

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const MINUTE = 60_000;
const LAST_YEAR = 2199;

/** Reads the six fields: minutes, hours, day of the month, month, day of the week, year. Undefined where EventBridge would refuse them. */
export function parseCron(text: string): Cron | undefined {
  const [minuteField, hourField, dayField, monthField, weekdayField, yearField, ...more] = text.split(' ');
  if (minuteField === undefined || hourField === undefined || dayField === undefined || monthField === undefined || weekdayField === undefined
    || yearField === undefined || more.length > 0) return undefined;
  // one of the two days, and not both, is left open
  if ((dayField === '?') === (weekdayField === '?')) return undefined;
  const minutes = numbers(minuteField, 0, 59);
  const hours = numbers(hourField, 0, 23);
  const months = numbers(monthField, 1, 12, MONTHS);
  const years = numbers(yearField, 1970, LAST_YEAR);
  const day = weekdayField === '?' ? dayOfMonth(dayField) : dayOfWeek(weekdayField);
  if (!minutes || !hours || !months || !years || !day) return undefined;
  return { next: (after) => firstAfter(after, { minutes, hours, months, years, day }) };
}

/** A list of values, ranges and steps as the numbers that it means, ascending. */
function numbers(field: string, from: number, to: number, names: readonly string[] = []): readonly number[] | undefined {
  const read = (text: string) => {
    const named = names.indexOf(text.toUpperCase());
    const value = named >= 0 ? named + from : /^\d+$/.test(text) ? Number(text) : NaN;
    return value >= from && value <= to ? value : undefined;
  };
  const found = new Set<number>();
  for (const part of field.split(',')) {
    const [, range = '', step] = /^([^/]+)(?:\/(\d+))?$/.exec(part) ?? [];
    const [first, last] = range === '*' ? [from, to] : range.split('-').map(read);
    const end = range === '*' || range.includes('-') ? last : step === undefined ? first : to;
    if (first === undefined || end === undefined || range.split('-').length > 2 || Number(step ?? 1) < 1) return undefined;
    // FRI-MON goes over the end of the week
    const length = end >= first ? end - first : to - first + 1 + end - from;
    for (let offset = 0; offset <= length; offset += Number(step ?? 1)) found.add((first - from + offset) % (to - from + 1) + from);
  }
  return [...found].sort((one, other) => one - other);
}

const lastDay = (day: Date): number => new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();

function dayOfMonth(field: string): DayRule | undefined {
  if (field === 'L') return (day) => day.getUTCDate() === lastDay(day);
  const near = /^(\d+)W$/.exec(field)?.[1];
  if (near !== undefined) {
    return Number(near) >= 1 && Number(near) <= 31 ? (day) => day.getUTCDate() === nearestWeekday(day, Number(near)) : undefined;
  }
  const days = numbers(field, 1, 31);
  return days && ((day) => days.includes(day.getUTCDate()));
}

/** The weekday nearest to a day of the month, within the month. */
function nearestWeekday(month: Date, wanted: number): number | undefined {
  const last = lastDay(month);
  if (wanted > last) return undefined;
  const weekday = new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth(), wanted)).getUTCDay();
  if (weekday === 6) return wanted === 1 ? 3 : wanted - 1;
  if (weekday === 0) return wanted === last ? wanted - 2 : wanted + 1;
  return wanted;
}

function dayOfWeek(field: string): DayRule | undefined {
  const [, named = '', kind, nth = ''] = /^(\w+?)(L|#([1-5]))$/.exec(field) ?? [];
  if (kind !== undefined) {
    const [weekday, ...others] = numbers(named, 1, 7, WEEKDAYS) ?? [];
    if (weekday === undefined || others.length > 0) return undefined;
    return (day) => day.getUTCDay() === weekday - 1
      && (kind === 'L' ? day.getUTCDate() + 7 > lastDay(day) : Math.ceil(day.getUTCDate() / 7) === Number(nth));
  }
  const weekdays = numbers(field === 'L' ? 'SAT' : field, 1, 7, WEEKDAYS);
  return weekdays && ((day) => weekdays.includes(day.getUTCDay() + 1));
}

interface Fields {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly months: readonly number[];
  readonly years: readonly number[];
  readonly day: DayRule;
}

function firstAfter(after: number, { minutes, hours, months, years, day }: Fields): number | undefined {
  const start = Math.floor(after / MINUTE) * MINUTE + MINUTE;
  const from = new Date(start);
  for (const year of years.filter((one) => one >= from.getUTCFullYear())) {
    for (const month of months) {
      for (let date = new Date(Date.UTC(year, month - 1, 1)); date.getUTCMonth() === month - 1; date = new Date(date.getTime() + 24 * 60 * MINUTE)) {
        if (date.getTime() + 24 * 60 * MINUTE <= start || !day(date)) continue;
        for (const hour of hours) {
          for (const minute of minutes) {
            const moment = date.getTime() + (hour * 60 + minute) * MINUTE;
            if (moment >= start) return moment;
          }
        }
      }
    }
  }
  return undefined;
}
