import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { nextRun, parseSchedule } from '../../src/events/schedule';

const next = (expression: string, after: string, since = after): string | undefined => {
  const schedule = parseSchedule(expression);
  assert.ok(schedule, `${expression} is a schedule`);
  const at = nextRun(schedule, Date.parse(since), Date.parse(after));
  return at === undefined ? undefined : new Date(at).toISOString().slice(0, 16);
};

test('a rate counts from the moment when its rule was set', () => {
  assert.equal(next('rate(1 minute)', '2026-01-01T00:00:30Z'), '2026-01-01T00:01');
  assert.equal(next('rate(5 minutes)', '2026-01-01T00:07:00Z', '2026-01-01T00:02:00Z'), '2026-01-01T00:12');
  assert.equal(next('rate(2 days)', '2026-01-01T00:00:00Z'), '2026-01-03T00:00');
});

test('cron expressions mean what the page of EventBridge says', () => {
  const from = '2026-01-01T00:00:00Z';
  assert.equal(next('cron(0 10 * * ? *)', from), '2026-01-01T10:00');
  assert.equal(next('cron(15 12 * * ? *)', '2026-01-01T12:15:00Z'), '2026-01-02T12:15');
  assert.equal(next('cron(0 18 ? * MON-FRI *)', '2026-01-02T18:00:00Z'), '2026-01-05T18:00');
  assert.equal(next('cron(0 8 1 * ? *)', '2026-01-01T08:00:00Z'), '2026-02-01T08:00');
  assert.equal(next('cron(0/15 * * * ? *)', '2026-01-01T00:16:00Z'), '2026-01-01T00:30');
  assert.equal(next('cron(0/10 * ? * MON-FRI *)', '2026-01-03T12:00:00Z'), '2026-01-05T00:00');
  assert.equal(next('cron(0/5 8-17 ? * MON-FRI *)', '2026-01-01T17:55:00Z'), '2026-01-02T08:00');
  assert.equal(next('cron(30 23 L FEB ? 2028)', from), '2028-02-29T23:30');
  assert.equal(next('cron(0 9 ? * 2#1 *)', from), '2026-01-05T09:00');
  assert.equal(next('cron(0 9 ? * FRIL *)', from), '2026-01-30T09:00');
  assert.equal(next('cron(0 9 1W AUG ? 2026)', from), '2026-08-03T09:00');
  assert.equal(next('cron(0 9 31W MAY ? 2026)', from), '2026-05-29T09:00');
  assert.equal(next('cron(0 0 1 1 ? 2020)', from), undefined);
});

test('what EventBridge refuses is no schedule', () => {
  for (const wrong of ['rate(1 minutes)', 'rate(5 minute)', 'rate(0 minutes)', 'rate(5 seconds)', 'every day', 'cron(0 10 * * * *)', 'cron(0 10 ? * ? *)',
    'cron(0 10 * * ?)', 'cron(60 10 * * ? *)', 'cron(0 24 * * ? *)', 'cron(0 0 * 13 ? *)', 'cron(0 0 ? * MONDAY *)', 'cron(0 0 32W * ? *)', 'cron(1/0 * * * ? *)', 'cron()']) {
    assert.equal(parseSchedule(wrong), undefined, wrong);
  }
});

test('the next run is later, on a whole minute, and none is left out before it', () => {
  const minutes = fc.integer({ min: 0, max: 59 });
  const moment = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) });
  fc.assert(fc.property(minutes, fc.integer({ min: 0, max: 23 }), moment, (minute, hour, now) => {
    const schedule = parseSchedule(`cron(${minute} ${hour} * * ? *)`);
    const at = schedule && nextRun(schedule, now, now);
    assert.ok(at !== undefined && at > now && at <= now + 24 * 60 * 60_000);
    const date = new Date(at);
    assert.deepEqual([date.getUTCMinutes(), date.getUTCHours(), at % 60_000], [minute, hour, 0]);
  }));
});
