import type { CreateLogGroupRequest } from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../../gateway/aws-error';
import { checkGroupName, invalid, logsOperation, type Logs } from './logs';

/** `kmsKeyId` is recorded: nothing of the lab is encrypted. */
export const createLogGroup = ({ tables, lab }: Logs) => logsOperation<CreateLogGroupRequest, object>(
  'CreateLogGroup', ['logGroupName', 'kmsKeyId', 'tags', 'logGroupClass', 'deletionProtectionEnabled'], (input) => {
    const name = checkGroupName(input.logGroupName);
    if (tables.groups.get(name)) throw new AwsError('ResourceAlreadyExistsException', 'The specified log group already exists');
    if (input.logGroupClass !== undefined && input.logGroupClass !== 'STANDARD') {
      throw invalid(`logGroupClass ${input.logGroupClass} is not supported by this lab; supported there: STANDARD`);
    }
    tables.groups.put(name, {
      name, createdAt: lab.clock.now().getTime(), kmsKeyId: input.kmsKeyId, tags: input.tags ?? {},
      deletionProtection: input.deletionProtectionEnabled ?? false,
    });
    return {};
  });
