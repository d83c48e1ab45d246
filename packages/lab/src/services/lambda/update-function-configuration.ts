import { randomUUID } from 'node:crypto';
import type { FunctionConfiguration, UpdateFunctionConfigurationRequest } from '@aws-sdk/client-lambda';
import { findFunction, lambdaOperation, type Lambda } from './lambda';
import { settingsOf, SETTING_MEMBERS } from './settings';
import { configurationView } from './views';

export const updateFunctionConfiguration = (lambda: Lambda) => lambdaOperation<UpdateFunctionConfigurationRequest, FunctionConfiguration>(
  'UpdateFunctionConfiguration', SETTING_MEMBERS, (input) => {
    const current = findFunction(lambda, input.FunctionName);
    const record = {
      ...current, ...settingsOf(current.name, input, current), revisionId: randomUUID(), lastModified: lambda.lab.clock.now().getTime(),
    };
    lambda.tables.functions.put(current.name, record);
    lambda.runtime.forget(current.name);
    return configurationView(record);
  });
