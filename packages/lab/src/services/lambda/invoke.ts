import type { InvocationRequest, InvocationResponse } from '@aws-sdk/client-lambda';
import { AwsError } from '../../gateway/aws-error';
import { invalid } from './errors';
import { checkQualifier, findFunction, lambdaOperation, type Lambda } from './lambda';

/** Runs a function: to its end, or in the background for `Event`. A function that fails answers 200 with `FunctionError`. */
export const invoke = (lambda: Lambda) => lambdaOperation<InvocationRequest, Omit<InvocationResponse, 'Payload'> & { Payload?: Buffer }>(
  'Invoke', ['FunctionName', 'InvocationType', 'LogType', 'Payload', 'Qualifier'], async (input) => {
    checkQualifier(input.Qualifier);
    const config = findFunction(lambda, input.FunctionName);
    const payload = payloadOf(input.Payload);
    switch (input.InvocationType ?? 'RequestResponse') {
      case 'DryRun': return { StatusCode: 204 };
      case 'Event':
        lambda.asynchronous.accept(config.name, payload);
        return { StatusCode: 202 };
      case 'RequestResponse': {
        const result = await lambda.runtime.invoke(config, payload);
        return {
          StatusCode: 200, ExecutedVersion: '$LATEST', FunctionError: result.functionError, Payload: Buffer.from(result.payload),
          LogResult: input.LogType === 'Tail' ? result.logTail : undefined,
        };
      }
      default: throw invalid(`InvocationType ${input.InvocationType} is not one of RequestResponse, Event, DryRun`);
    }
  });

function payloadOf(payload: Uint8Array | string | undefined): string {
  const text = payload === undefined ? '' : Buffer.from(payload).toString('utf8');
  if (text === '') return '{}';
  try {
    JSON.parse(text);
  } catch (error) {
    throw new AwsError('InvalidRequestContentException', `Could not parse request body into json: ${error instanceof Error ? error.message : String(error)}`);
  }
  return text;
}
