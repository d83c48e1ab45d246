import type { DescribeLogStreamsRequest, DescribeLogStreamsResponse } from '@aws-sdk/client-cloudwatch-logs';
import { page } from '../support/page';
import { findGroup, groupArn, invalid, logsOperation, streamsOf, type Logs } from './logs';

const PAGE = 50;

export const describeLogStreams = (logs: Logs) => logsOperation<DescribeLogStreamsRequest, DescribeLogStreamsResponse>(
  'DescribeLogStreams', ['logGroupName', 'logGroupIdentifier', 'logStreamNamePrefix', 'orderBy', 'descending', 'limit', 'nextToken'], (input) => {
    const { name: group } = findGroup(logs, input);
    if (input.orderBy === 'LastEventTime' && input.logStreamNamePrefix !== undefined) throw invalid('Cannot order by LastEventTime with a logStreamNamePrefix.');
    const direction = input.descending ? -1 : 1;
    const found = streamsOf(logs, group).filter(({ name }) => name.startsWith(input.logStreamNamePrefix ?? ''));
    const sorted = [...found].sort((a, b) => direction * (input.orderBy === 'LastEventTime'
      ? (a.lastEventAt ?? 0) - (b.lastEventAt ?? 0) : a.name < b.name ? -1 : 1));
    const { items, next } = page(sorted, input.limit ?? PAGE, input.nextToken, () => invalid('The specified nextToken is invalid.'));
    return {
      logStreams: items.map(({ name, createdAt, firstEventAt, lastEventAt, lastIngestionAt, count }) => ({
        logStreamName: name, creationTime: createdAt, firstEventTimestamp: firstEventAt, lastEventTimestamp: lastEventAt,
        lastIngestionTime: lastIngestionAt, uploadSequenceToken: String(count), storedBytes: 0,
        arn: `${groupArn(logs, group)}:log-stream:${name}`,
      })),
      nextToken: next,
    };
  });
