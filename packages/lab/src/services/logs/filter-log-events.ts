import type { FilterLogEventsRequest, FilterLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs';
import { page } from '../support/page';
import { matcherOf } from './filter-pattern';
import { eventsOf, findGroup, invalid, logsOperation, streamsOf, type Logs } from './logs';

const PAGE = 10_000;

/** Events of a group's streams, by time. */
export const filterLogEvents = (logs: Logs) => logsOperation<FilterLogEventsRequest, FilterLogEventsResponse>(
  'FilterLogEvents', ['logGroupName', 'logGroupIdentifier', 'logStreamNames', 'logStreamNamePrefix', 'startTime', 'endTime', 'filterPattern', 'nextToken', 'limit',
    'interleaved'], (input) => {
    const { name: group } = findGroup(logs, input);
    const { logStreamNames: names = [], logStreamNamePrefix: prefix } = input;
    if (names.length > 0 && prefix !== undefined) throw invalid('LogStreamNamePrefix and LogStreamNames are mutually exclusive');
    const matches = matcherOf(input.filterPattern);
    const found = streamsOf(logs, group)
      .filter(({ name }) => (names.length === 0 || names.includes(name)) && name.startsWith(prefix ?? ''))
      .flatMap((stream) => eventsOf(logs, stream).map((event) => ({ stream, event })))
      .filter(({ event: { timestamp, message } }) =>
        timestamp >= (input.startTime ?? -Infinity) && timestamp <= (input.endTime ?? Infinity) && matches(message))
      .sort((a, b) => a.event.timestamp - b.event.timestamp || a.event.ingestedAt - b.event.ingestedAt || a.event.sequence - b.event.sequence);
    const { items, next } = page(found, input.limit ?? PAGE, input.nextToken, () => invalid('The specified nextToken is invalid.'));
    return {
      events: items.map(({ stream, event }) => ({
        logStreamName: stream.name, timestamp: event.timestamp, message: event.message, ingestionTime: event.ingestedAt, eventId: `${stream.id}/${event.sequence}`,
      })),
      searchedLogStreams: [],
      nextToken: next,
    };
  });
