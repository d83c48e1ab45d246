import type { TagResourceRequest } from '@aws-sdk/client-cloudwatch-logs';
import { logsOperation, type Logs } from './logs';
import { groupByArn } from './tags';

export const tagResource = (logs: Logs) => logsOperation<TagResourceRequest, object>('TagResource', ['resourceArn', 'tags'], (input) => {
  const group = groupByArn(logs, input.resourceArn);
  logs.tables.groups.put(group.name, { ...group, tags: { ...group.tags, ...input.tags } });
  return {};
});
