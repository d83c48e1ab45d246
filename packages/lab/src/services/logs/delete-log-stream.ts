import type { DeleteLogStreamRequest } from '@aws-sdk/client-cloudwatch-logs';
import { dropStream, findStream, logsOperation, type Logs } from './logs';

export const deleteLogStream = (logs: Logs) => logsOperation<DeleteLogStreamRequest, object>(
  'DeleteLogStream', ['logGroupName', 'logStreamName'], (input) => {
    dropStream(logs, findStream(logs, input));
    return {};
  });
