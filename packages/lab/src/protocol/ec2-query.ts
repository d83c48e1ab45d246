import type { Protocol } from '../gateway/operation';
import { actionOf, formOf } from './aws-query';
import type { Codec, WireResponse } from './codec';
import { loadModel } from './model';
import { EC2_QUERY, readQueryInput } from './query-input';
import { element, escapeXml, writeOutput } from './xml-output';

type Ec2Query = Extract<Protocol, { kind: 'ec2-query' }>;

/** EC2's flavour of query: flat lists in, `requestId` first and `item` lists out. */
export function ec2QueryCodec(service: string, { namespace }: Ec2Query): Codec {
  const answer = (status: number, body: string, requestId: string): WireResponse =>
    ({ status, headers: { 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': requestId }, body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}` });
  return {
    codes: {
      accessDenied: 'UnauthorizedOperation', unknownOperation: 'InvalidAction', unknownKey: 'AuthFailure',
      expiredKey: 'RequestExpired', missingKey: 'MissingAuthenticationToken',
    },
    async decode(request) {
      const parameters = formOf(request);
      const operation = actionOf(parameters);
      return { operation, input: readQueryInput(await loadModel(service), operation, parameters, EC2_QUERY) };
    },
    async encode(operation, output, requestId) {
      const model = await loadModel(service);
      const known = model.operations[operation];
      // operations without an output answer that they succeeded
      const content = known && known.output === undefined ? element('return', 'true') : writeOutput(model, operation, output, 'item');
      return answer(200, element(`${operation}Response`, element('requestId', requestId) + content, ` xmlns="${namespace}"`), requestId);
    },
    encodeError(error, requestId) {
      const content = element('Error', element('Code', escapeXml(error.code)) + element('Message', escapeXml(error.message)));
      return answer(error.status, element('Response', element('Errors', content) + element('RequestID', requestId)), requestId);
    },
  };
}
