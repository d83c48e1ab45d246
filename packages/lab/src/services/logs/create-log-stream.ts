import { randomUUID } from 'node:crypto';
import type { CreateLogStreamRequest } from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../../gateway/aws-error';
import { findGroup, invalid, logsOperation, type Logs } from './logs';
import { streamKey } from './model';

export const createLogStream = (logs: Logs) => logsOperation<CreateLogStreamRequest, object>(
  'CreateLogStream', ['logGroupName', 'logStreamName'], (input) => {
    const { name: group } = findGroup(logs, input);
    const name = input.logStreamName ?? '';
    if (!/^[^:*]{1,512}$/.test(name)) {
      throw invalid(`1 validation error detected: Value '${name}' at 'logStreamName' failed to satisfy constraint: Member must satisfy regular expression pattern: [^:*]*`);
    }
    const key = streamKey(group, name);
    if (logs.tables.streams.get(key)) throw new AwsError('ResourceAlreadyExistsException', 'The specified log stream already exists');
    logs.tables.streams.put(key, { id: randomUUID(), group, name, createdAt: logs.lab.clock.now().getTime(), count: 0 });
    return {};
  });
