import type { DeleteLogGroupRequest } from '@aws-sdk/client-cloudwatch-logs';
import { dropStream, findGroup, invalid, logsOperation, streamsOf, type Logs } from './logs';

export const deleteLogGroup = (logs: Logs) => logsOperation<DeleteLogGroupRequest, object>('DeleteLogGroup', ['logGroupName'], (input) => {
  const { name, deletionProtection } = findGroup(logs, input);
  if (deletionProtection) throw invalid(`the log group ${name} has deletion protection: disable it before deleting the group`);
  for (const stream of streamsOf(logs, name)) dropStream(logs, stream);
  logs.tables.groups.delete(name);
  return {};
});
