import type { DeleteFunctionRequest } from '@aws-sdk/client-lambda';
import { checkQualifier, findFunction, lambdaOperation, type Lambda } from './lambda';

export const deleteFunction = (lambda: Lambda) => lambdaOperation<DeleteFunctionRequest, object>(
  'DeleteFunction', ['FunctionName', 'Qualifier'], async ({ FunctionName, Qualifier }) => {
    checkQualifier(Qualifier);
    const { name } = findFunction(lambda, FunctionName);
    lambda.tables.functions.delete(name);
    lambda.runtime.forget(name);
    return {};
  });
