import type { DeleteRetentionPolicyRequest } from '@aws-sdk/client-cloudwatch-logs';
import { findGroup, logsOperation, type Logs } from './logs';

export const deleteRetentionPolicy = (logs: Logs) => logsOperation<DeleteRetentionPolicyRequest, object>(
  'DeleteRetentionPolicy', ['logGroupName'], (input) => {
    const group = findGroup(logs, input);
    logs.tables.groups.put(group.name, { ...group, retentionInDays: undefined });
    return {};
  });
