import type { FunctionConfiguration, GetFunctionConfigurationRequest } from '@aws-sdk/client-lambda';
import { checkQualifier, findFunction, lambdaOperation, type Lambda } from './lambda';
import { configurationView } from './views';

export const getFunctionConfiguration = (lambda: Lambda) => lambdaOperation<GetFunctionConfigurationRequest, FunctionConfiguration>(
  'GetFunctionConfiguration', ['FunctionName', 'Qualifier'], ({ FunctionName, Qualifier }) => {
    checkQualifier(Qualifier);
    return configurationView(findFunction(lambda, FunctionName));
  });
