import type { GetLogEventsRequest, GetLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs';
import { eventsOf, findStream, invalid, logsOperation, type Logs } from './logs';

const PAGE = 10_000;

/** Events of one stream by time. Tokens say `f/<position>` and `b/<position>`; at either end the same token comes back. */
export const getLogEvents = (logs: Logs) => logsOperation<GetLogEventsRequest, GetLogEventsResponse>(
  'GetLogEvents', ['logGroupName', 'logGroupIdentifier', 'logStreamName', 'startTime', 'endTime', 'nextToken', 'limit', 'startFromHead'], (input) => {
    const found = eventsOf(logs, findStream(logs, input)).filter(({ timestamp }) =>
      timestamp >= (input.startTime ?? -Infinity) && timestamp < (input.endTime ?? Infinity));
    const size = input.limit ?? PAGE;
    const [start, end] = range(input, found.length, size);
    return {
      events: found.slice(start, end).map(({ timestamp, message, ingestedAt }) => ({ timestamp, message, ingestionTime: ingestedAt })),
      nextForwardToken: `f/${end}`,
      nextBackwardToken: `b/${start}`,
    };
  });

function range({ nextToken, startFromHead }: GetLogEventsRequest, length: number, size: number): readonly [number, number] {
  if (nextToken === undefined) return startFromHead ? [0, Math.min(size, length)] : [Math.max(0, length - size), length];
  const [, direction, text] = /^([fb])\/(\d+)$/.exec(nextToken) ?? [];
  if (text === undefined) throw invalid('The specified nextToken is invalid.');
  const position = Math.min(Number(text), length);
  return direction === 'f' ? [position, Math.min(position + size, length)] : [Math.max(0, position - size), position];
}
