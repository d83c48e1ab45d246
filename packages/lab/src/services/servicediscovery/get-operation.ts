import { AwsError } from '../../gateway/aws-error';
import { accepting } from '../support/accepting';
import { unsupported } from './errors';
import type { Discovery } from './model';

export const getOperation = (discovery: Discovery) => accepting<{ readonly OperationId?: string }, object>('GetOperation', ['OperationId'], unsupported,
  ({ OperationId = '' }) => {
    const found = discovery.operations.get(OperationId);
    if (found === undefined) throw new AwsError('OperationNotFound', `The operation ${JSON.stringify(OperationId)} does not exist.`);
    const { id, type, status, errorCode, errorMessage, createdAt, targets } = found;
    return {
      Operation: {
        Id: id, OwnerAccount: discovery.lab.accountId, Type: type, Status: status, ErrorCode: errorCode, ErrorMessage: errorMessage,
        CreateDate: new Date(createdAt), UpdateDate: new Date(createdAt), Targets: targets,
      },
    };
  });
