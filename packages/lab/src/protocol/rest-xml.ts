import { AwsError } from '../gateway/aws-error';
import { decodeAwsChunked } from './aws-chunked';
import type { Codec, WireRequest, WireResponse } from './codec';
import { bindInput, bindOutput } from './http-bindings';
import { loadModel, traitsOf, typeOf } from './model';
import { routeS3 } from './s3-route';
import { readXml } from './xml-input';
import { element, escapeXml, writeMembers } from './xml-output';

const NAMESPACE = ' xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';

/** S3's REST with XML bodies, path style only. `operations` are those that the service has. */
export function restXmlCodec(service: string, operations: readonly string[]): Codec {
  const known = new Set(operations);
  const answer = (status: number, headers: Readonly<Record<string, string>>, body: string | Buffer, requestId: string): WireResponse =>
    ({ status, headers: { ...(typeof body === 'string' && body !== '' && { 'content-type': 'application/xml' }), ...headers, 'x-amz-request-id': requestId }, body });
  return {
    codes: {
      accessDenied: 'AccessDenied', unknownOperation: 'NotImplemented', unknownKey: 'InvalidAccessKeyId',
      expiredKey: 'ExpiredToken', missingKey: 'AccessDenied',
    },
    async decode(given) {
      const model = await loadModel(service);
      const request = withPlainBody(given);
      const route = routeS3(model, known, request);
      if (!route) {
        const asked = `${request.method} ${request.path}${[...request.query.keys()].length > 0 ? `?${[...request.query.keys()].join('&')}` : ''}`;
        throw new AwsError('NotImplemented', `no S3 operation of this lab answers ${asked}; it has ${operations.join(', ')}`, 501);
      }
      const { operation, labels } = route;
      const input = model.operations[operation]?.input;
      return { operation, input: bindInput(model, operation, labels, request, (type, body) => readXml(model, type ?? `#${input}`, body)) };
    },
    async encode(operation, output, requestId) {
      const model = await loadModel(service);
      const { output: type, http } = model.operations[operation] ?? {};
      // the answer of this one is a bare element
      if (operation === 'GetBucketLocation') {
        const place = (output as { readonly LocationConstraint?: string }).LocationConstraint ?? '';
        return answer(200, {}, xml(element('LocationConstraint', escapeXml(place), NAMESPACE)), requestId);
      }
      const bound = bindOutput(model, operation, output, (rest, payload) => {
        const name = payload ? traitsOf(payload.reference).xml ?? payload.name : model.shapes[type ?? '']?.xml ?? type ?? operation;
        const content = writeMembers(model, payload ? typeOf(payload.reference) : `#${type}`, rest, 'member');
        return content === '' && !payload && model.shapes[type ?? '']?.xml === undefined ? '' : xml(element(name, content, NAMESPACE));
      });
      return answer(bound.status ?? http?.[2] ?? 200, bound.headers, bound.body, requestId);
    },
    encodeError(error, requestId) {
      const fields = Object.entries(error.fields).map(([name, value]) => element(name, escapeXml(String(value)))).join('');
      return answer(error.status, {}, xml(element('Error', element('Code', escapeXml(error.code)) + element('Message', escapeXml(error.message)) + fields + element('RequestId', requestId))), requestId);
    },
  };
}

const xml = (content: string): string => `<?xml version="1.0" encoding="UTF-8"?>\n${content}`;

function withPlainBody(request: WireRequest): WireRequest {
  const chunked = String(request.headers['x-amz-content-sha256'] ?? '').startsWith('STREAMING-');
  if (!chunked) return request;
  const encoding = String(request.headers['content-encoding'] ?? '').split(',').map((part) => part.trim()).filter((part) => part !== 'aws-chunked' && part !== '').join(', ');
  const headers = { ...request.headers, 'content-encoding': encoding === '' ? undefined : encoding, 'content-length': request.headers['x-amz-decoded-content-length'] as string | undefined };
  return { ...request, headers, body: decodeAwsChunked(request.body) };
}
