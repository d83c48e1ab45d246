import type { UntagResourceRequest } from '@aws-sdk/client-cloudwatch-logs';
import { logsOperation, type Logs } from './logs';
import { groupByArn } from './tags';

export const untagResource = (logs: Logs) => logsOperation<UntagResourceRequest, object>('UntagResource', ['resourceArn', 'tagKeys'], (input) => {
  const group = groupByArn(logs, input.resourceArn);
  const gone = new Set(input.tagKeys ?? []);
  logs.tables.groups.put(group.name, { ...group, tags: Object.fromEntries(Object.entries(group.tags).filter(([key]) => !gone.has(key))) });
  return {};
});
