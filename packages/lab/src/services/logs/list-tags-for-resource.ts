import type { ListTagsForResourceRequest, ListTagsForResourceResponse } from '@aws-sdk/client-cloudwatch-logs';
import { logsOperation, type Logs } from './logs';
import { groupByArn } from './tags';

export const listTagsForResource = (logs: Logs) => logsOperation<ListTagsForResourceRequest, ListTagsForResourceResponse>(
  'ListTagsForResource', ['resourceArn'], (input) => ({ tags: groupByArn(logs, input.resourceArn).tags }));
