import { AwsError } from '../gateway/aws-error';
import type { Protocol } from '../gateway/operation';
import type { Codec, WireResponse } from './codec';
import { bindInput, bindOutput, type Bound } from './http-bindings';
import { readJsonBody, writeJson } from './json';
import { loadModel, type Model } from './model';
import { matchPath } from './path';

type RestJson = Extract<Protocol, { kind: 'rest-json' }>;

/** Operation by method and path, JSON bodies, members in path, query and headers as the model says. */
export function restJsonCodec(service: string, { routes }: RestJson): Codec {
  const answer = ({ status, headers, body }: Bound, requestId: string, defaultStatus: number): WireResponse =>
    ({ status: status ?? defaultStatus, headers: { 'content-type': 'application/json', 'x-amzn-requestid': requestId, ...headers }, body });
  return {
    codes: {
      accessDenied: 'AccessDeniedException', unknownOperation: 'UnknownOperationException', unknownKey: 'UnrecognizedClientException',
      expiredKey: 'ExpiredTokenException', missingKey: 'MissingAuthenticationTokenException',
    },
    async decode(request) {
      for (const [operation, route] of Object.entries(routes)) {
        const labels = route.method === request.method ? matchPath(route.path, request.path) : undefined;
        if (!labels) continue;
        return { operation, input: bindInput(await loadModel(service), operation, labels, request, (_type, body) => readJsonBody(body)) };
      }
      throw new AwsError('UnknownOperationException', `no operation of ${service} in this lab answers ${request.method} ${request.path}; it has ${Object.keys(routes).join(', ')}`, 404);
    },
    async encode(operation, output, requestId) {
      const model = await loadModel(service);
      return answer(bindOutput(model, operation, output, (rest) => writeJson(rest)), requestId, statusOf(model, operation));
    },
    encodeError: (error, requestId) => answer({
      status: error.status,
      headers: { 'x-amzn-errortype': error.code },
      body: writeJson({ Type: error.status < 500 ? 'User' : 'Service', message: error.message, Message: error.message, ...error.fields }),
    }, requestId, error.status),
  };
}


function statusOf(model: Model, operation: string): number {
  return model.operations[operation]?.http?.[2] ?? 200;
}
