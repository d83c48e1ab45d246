import { AwsError } from '../gateway/aws-error';
import type { Protocol } from '../gateway/operation';
import type { Codec, WireRequest, WireResponse } from './codec';
import { loadModel } from './model';
import { AWS_QUERY, readQueryInput } from './query-input';
import { element, escapeXml, writeOutput } from './xml-output';

type AwsQuery = Extract<Protocol, { kind: 'aws-query' }>;

/** Form parameters in, XML with `…Result` and `ResponseMetadata` out. */
export function awsQueryCodec(service: string, { namespace }: AwsQuery): Codec {
  const answer = (status: number, body: string, requestId: string): WireResponse =>
    ({ status, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }, body: `<?xml version="1.0"?>\n${body}` });
  return {
    codes: {
      accessDenied: 'AccessDenied', unknownOperation: 'InvalidAction', unknownKey: 'InvalidClientTokenId',
      expiredKey: 'ExpiredToken', missingKey: 'MissingAuthenticationToken',
    },
    async decode(request) {
      const parameters = formOf(request);
      const operation = actionOf(parameters);
      return { operation, input: readQueryInput(await loadModel(service), operation, parameters, AWS_QUERY) };
    },
    async encode(operation, output, requestId) {
      const result = writeOutput(await loadModel(service), operation, output, 'member');
      const metadata = element('ResponseMetadata', element('RequestId', requestId));
      return answer(200, element(`${operation}Response`, element(`${operation}Result`, result) + metadata, ` xmlns="${namespace}"`), requestId);
    },
    encodeError(error, requestId) {
      const content = element('Type', error.status < 500 ? 'Sender' : 'Receiver') + element('Code', escapeXml(error.code)) + element('Message', escapeXml(error.message));
      return answer(error.status, element('ErrorResponse', element('Error', content) + element('RequestId', requestId), ` xmlns="${namespace}"`), requestId);
    },
  };
}

/** Parameters of a POST body or of a GET query. */
export function formOf({ body, query }: WireRequest): URLSearchParams {
  return body.length > 0 ? new URLSearchParams(body.toString('utf8')) : query;
}

/** The operation that a query request asks for. */
export function actionOf(parameters: URLSearchParams): string {
  const action = parameters.get('Action');
  if (!action) throw new AwsError('MissingAction', 'the request has no Action parameter');
  return action;
}
