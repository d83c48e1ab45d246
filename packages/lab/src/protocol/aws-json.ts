import { AwsError } from '../gateway/aws-error';
import type { Protocol } from '../gateway/operation';
import type { Codec, WireResponse } from './codec';
import { readJsonBody, writeJson } from './json';
import { checkJsonInput } from './json-input';
import { loadModel } from './model';

type AwsJson = Extract<Protocol, { kind: 'aws-json' }>;

/** `X-Amz-Target: <prefix>.<Operation>` and a JSON body, which is checked where the service has a model of it. */
export function awsJsonCodec({ version, targetPrefix }: AwsJson, service?: string): Codec {
  const answer = (status: number, body: string, requestId: string): WireResponse =>
    ({ status, headers: { 'content-type': `application/x-amz-json-${version}`, 'x-amzn-requestid': requestId }, body });
  return {
    codes: {
      accessDenied: 'AccessDeniedException', unknownOperation: 'UnknownOperationException', unknownKey: 'UnrecognizedClientException',
      expiredKey: 'ExpiredTokenException', missingKey: 'MissingAuthenticationTokenException',
    },
    decode: async ({ headers, body }) => {
      const target = String(headers['x-amz-target'] ?? '');
      const cut = target.lastIndexOf('.');
      if (cut < 0 || target.slice(0, cut) !== targetPrefix) {
        throw new AwsError('UnknownOperationException', `the X-Amz-Target ${JSON.stringify(target)} is not ${targetPrefix}.<Operation>`);
      }
      const [operation, input] = [target.slice(cut + 1), readJsonBody(body)];
      if (service !== undefined) checkJsonInput(await loadModel(service), operation, input);
      return { operation, input };
    },
    encode: async (_operation, output, requestId) => answer(200, writeJson(output ?? {}), requestId),
    encodeError: (error, requestId) => answer(error.status, writeJson({ __type: error.code, message: error.message, ...error.fields }), requestId),
  };
}
