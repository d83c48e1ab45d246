import type { GetPolicyRequest, GetPolicyResponse } from '@aws-sdk/client-lambda';
import { AwsError } from '../../gateway/aws-error';
import { findFunction, lambdaOperation, type Lambda } from './lambda';

export const getPolicy = (lambda: Lambda) => lambdaOperation<GetPolicyRequest, GetPolicyResponse>('GetPolicy', ['FunctionName'], ({ FunctionName }) => {
  const { permissions, revisionId } = findFunction(lambda, FunctionName);
  if (Object.keys(permissions).length === 0) throw new AwsError('ResourceNotFoundException', 'The resource you requested does not exist.', 404);
  return { Policy: JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement: Object.values(permissions) }), RevisionId: revisionId };
});
