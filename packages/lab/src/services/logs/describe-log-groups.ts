import type { DescribeLogGroupsRequest, DescribeLogGroupsResponse } from '@aws-sdk/client-cloudwatch-logs';
import { page } from '../support/page';
import { groupArn, invalid, logsOperation, streamsOf, eventsOf, type Logs } from './logs';

const PAGE = 50;

/** Logs counts 26 bytes for every event beside its message. */
const storedBytes = ({ message }: { readonly message: string }): number => Buffer.byteLength(message) + 26;

export const describeLogGroups = (logs: Logs) => logsOperation<DescribeLogGroupsRequest, DescribeLogGroupsResponse>(
  'DescribeLogGroups', ['logGroupNamePrefix', 'logGroupNamePattern', 'logGroupIdentifiers', 'limit', 'nextToken'], (input) => {
    const { logGroupNamePrefix: prefix = '', logGroupNamePattern: pattern = '', logGroupIdentifiers: identifiers = [] } = input;
    const found = logs.tables.groups.list().filter(({ name }) => name.startsWith(prefix) && name.toLowerCase().includes(pattern.toLowerCase())
      && (identifiers.length === 0 || identifiers.some((id) => id === name || id === groupArn(logs, name))));
    const sorted = [...found].sort((a, b) => (a.name < b.name ? -1 : 1));
    const { items, next } = page(sorted, input.limit ?? PAGE, input.nextToken, () => invalid('The specified nextToken is invalid.'));
    return {
      logGroups: items.map(({ name, createdAt, retentionInDays, kmsKeyId, deletionProtection }) => ({
        logGroupName: name, creationTime: createdAt, retentionInDays, kmsKeyId, metricFilterCount: 0, logGroupClass: 'STANDARD',
        arn: `${groupArn(logs, name)}:*`, logGroupArn: groupArn(logs, name), deletionProtectionEnabled: deletionProtection,
        storedBytes: streamsOf(logs, name).flatMap((stream) => eventsOf(logs, stream)).reduce((sum, event) => sum + storedBytes(event), 0),
      })),
      nextToken: next,
    };
  });
