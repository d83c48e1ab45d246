import { randomUUID } from 'node:crypto';
import type { FunctionConfiguration, UpdateFunctionCodeRequest } from '@aws-sdk/client-lambda';
import { codeOf } from './code';
import { invalid } from './errors';
import { findFunction, lambdaOperation, type Lambda } from './lambda';
import { configurationView } from './views';

export const updateFunctionCode = (lambda: Lambda) => lambdaOperation<UpdateFunctionCodeRequest, FunctionConfiguration>(
  'UpdateFunctionCode', ['FunctionName', 'ZipFile', 'S3Bucket', 'S3Key', 'S3ObjectVersion', 'Architectures', 'Publish'], async (input, { principal }) => {
    const { name } = findFunction(lambda, input.FunctionName);
    if (input.Publish) throw invalid(`Lambda function ${name}: this lab has no versions: leave Publish out`);
    const { ZipFile, S3Bucket, S3Key, S3ObjectVersion } = input;
    const code = await codeOf(lambda, { ZipFile, S3Bucket, S3Key, S3ObjectVersion }, principal);
    const record = {
      ...findFunction(lambda, name), ...code, revisionId: randomUUID(), lastModified: lambda.lab.clock.now().getTime(),
      ...(input.Architectures?.[0] && { architecture: input.Architectures[0] }),
    };
    lambda.tables.functions.put(name, record);
    lambda.runtime.forget(name);
    return configurationView(record);
  });
