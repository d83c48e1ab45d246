import type { GetFunctionRequest, GetFunctionResponse } from '@aws-sdk/client-lambda';
import { checkQualifier, findFunction, lambdaOperation, type Lambda } from './lambda';
import { configurationView } from './views';

/** Without a location of the code: the lab gives out no presigned addresses. */
export const getFunction = (lambda: Lambda) => lambdaOperation<GetFunctionRequest, GetFunctionResponse>(
  'GetFunction', ['FunctionName', 'Qualifier'], ({ FunctionName, Qualifier }) => {
    checkQualifier(Qualifier);
    const record = findFunction(lambda, FunctionName);
    return { Configuration: configurationView(record), Code: { RepositoryType: 'S3' }, Tags: { ...record.tags } };
  });
