import type { InputLogEvent, PutLogEventsRequest, PutLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs';
import { findGroup, findStream, invalid, logsOperation, type Logs } from './logs';
import { streamKey } from './model';

const DAY_MS = 86_400_000;
const LARGEST_BATCH = 1_048_576;
const MOST_EVENTS = 10_000;
const LATEST_MS = 2 * 3_600_000;
const OLDEST_DAYS = 14;

/** Adds events. The sequence token, needed long ago, is neither asked for nor checked. */
export const putLogEvents = (logs: Logs) => logsOperation<PutLogEventsRequest, PutLogEventsResponse>(
  'PutLogEvents', ['logGroupName', 'logStreamName', 'logEvents', 'sequenceToken', 'entity'], (input) => {
    const stream = findStream(logs, input);
    const events = checked(input.logEvents ?? []);
    const now = logs.lab.clock.now().getTime();
    const days = Math.min(OLDEST_DAYS, findGroup(logs, input).retentionInDays ?? OLDEST_DAYS);
    const kept = events.filter(({ timestamp }) => timestamp <= now + LATEST_MS && timestamp >= now - days * DAY_MS);
    const table = logs.tables.events(stream);
    kept.forEach((event, index) => {
      const sequence = stream.count + index;
      table.put(String(sequence), { ...event, sequence, ingestedAt: now });
    });
    const count = stream.count + kept.length;
    logs.tables.streams.put(streamKey(stream.group, stream.name), {
      ...stream, count, ...(kept.length > 0 && {
        firstEventAt: Math.min(stream.firstEventAt ?? Infinity, ...kept.map(({ timestamp }) => timestamp)),
        lastEventAt: Math.max(stream.lastEventAt ?? 0, ...kept.map(({ timestamp }) => timestamp)),
        lastIngestionAt: now,
      }),
    });
    return { nextSequenceToken: String(count), rejectedLogEventsInfo: rejected(events, now, days) };
  });

function checked(events: readonly InputLogEvent[]): { readonly timestamp: number; readonly message: string }[] {
  if (events.length === 0 || events.length > MOST_EVENTS) {
    throw invalid(`1 validation error detected: Value at 'logEvents' failed to satisfy constraint: Member must have length between 1 and ${MOST_EVENTS}`);
  }
  const read = events.map(({ timestamp, message }) => {
    if (timestamp === undefined || message === undefined || message === '') throw invalid('Log event message must not be empty and must have a timestamp.');
    return { timestamp, message };
  });
  const bytes = read.reduce((sum, { message }) => sum + Buffer.byteLength(message) + 26, 0);
  if (bytes > LARGEST_BATCH) throw invalid(`Upload too large: ${bytes} bytes exceeds limit of ${LARGEST_BATCH}`);
  if (read.some(({ timestamp }, index) => index > 0 && timestamp < (read[index - 1]?.timestamp ?? 0))) {
    throw invalid('Log events in a single PutLogEvents request must be in chronological order.');
  }
  return read;
}

function rejected(events: readonly { readonly timestamp: number }[], now: number, days: number): PutLogEventsResponse['rejectedLogEventsInfo'] {
  const tooNew = events.findIndex(({ timestamp }) => timestamp > now + LATEST_MS);
  const tooOld = events.filter(({ timestamp }) => timestamp < now - days * DAY_MS).length;
  if (tooNew < 0 && tooOld === 0) return undefined;
  return { tooNewLogEventStartIndex: tooNew < 0 ? undefined : tooNew, tooOldLogEventEndIndex: tooOld === 0 ? undefined : tooOld };
}
