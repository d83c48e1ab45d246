import { randomUUID } from 'node:crypto';
import type { FunctionConfiguration, UpdateFunctionConfigurationRequest } from '@aws-sdk/client-lambda';
import { findFunction, lambdaOperation, type Lambda } from './lambda';
import { layersOf } from './layers';
import { settingsOf, SETTING_MEMBERS } from './settings';
import { configurationView } from './views';

export const updateFunctionConfiguration = (lambda: Lambda) => lambdaOperation<UpdateFunctionConfigurationRequest, FunctionConfiguration>(
  'UpdateFunctionConfiguration', [...SETTING_MEMBERS, 'Layers'], async (input) => {
    const { name } = findFunction(lambda, input.FunctionName);
    const layers = input.Layers && await layersOf(lambda, name, input.Layers);
    const current = findFunction(lambda, name);
    const record = {
      ...current, ...settingsOf(current.name, input, current), ...(layers && { layers }),
      revisionId: randomUUID(), lastModified: lambda.lab.clock.now().getTime(),
    };
    lambda.tables.functions.put(current.name, record);
    lambda.runtime.forget(current.name);
    return configurationView(record);
  });
