import type { RemovePermissionRequest } from '@aws-sdk/client-lambda';
import { AwsError } from '../../gateway/aws-error';
import { findFunction, lambdaOperation, type Lambda } from './lambda';

export const removePermission = (lambda: Lambda) => lambdaOperation<RemovePermissionRequest, object>(
  'RemovePermission', ['FunctionName', 'StatementId'], ({ FunctionName, StatementId: id = '' }) => {
    const record = findFunction(lambda, FunctionName);
    if (!record.permissions[id]) throw new AwsError('ResourceNotFoundException', `Statement ${id} is not found in resource policy.`, 404);
    const permissions = Object.fromEntries(Object.entries(record.permissions).filter(([statement]) => statement !== id));
    lambda.tables.functions.put(record.name, { ...record, permissions });
    return {};
  });
