import type { PutRetentionPolicyRequest } from '@aws-sdk/client-cloudwatch-logs';
import { findGroup, invalid, logsOperation, type Logs } from './logs';

const DAYS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

export const putRetentionPolicy = (logs: Logs) => logsOperation<PutRetentionPolicyRequest, object>(
  'PutRetentionPolicy', ['logGroupName', 'retentionInDays'], (input) => {
    const group = findGroup(logs, input);
    const days = input.retentionInDays ?? 0;
    if (!DAYS.includes(days)) {
      throw invalid(`1 validation error detected: Value '${days}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [${DAYS.join(', ')}]`);
    }
    logs.tables.groups.put(group.name, { ...group, retentionInDays: days });
    return {};
  });
