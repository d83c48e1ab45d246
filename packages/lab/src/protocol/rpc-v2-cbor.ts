import { AwsError } from '../gateway/aws-error';
import type { Protocol } from '../gateway/operation';
import { awsJsonCodec } from './aws-json';
import { awsQueryCodec } from './aws-query';
import { decodeCbor, encodeCbor } from './cbor';
import type { Codec, RefusalCodes, WireRequest, WireResponse } from './codec';

type RpcV2Cbor = Extract<Protocol, { kind: 'rpc-v2-cbor' }>;

const CODES: RefusalCodes = {
  accessDenied: 'AccessDenied', unknownOperation: 'InvalidAction', unknownKey: 'InvalidClientTokenId',
  expiredKey: 'ExpiredToken', missingKey: 'MissingAuthenticationToken',
};

/** CBOR to `/service/<name>/operation/<Operation>`, JSON where a caller has an `X-Amz-Target`; errors have the codes of the query protocol. */
export function rpcV2CborCodec({ serviceName, floats = [] }: RpcV2Cbor): Codec {
  const floating = new Set(floats);
  const answer = (status: number, value: unknown, requestId: string, more = {}): WireResponse => ({
    status, body: encodeCbor(value, floating),
    headers: { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor', 'x-amzn-requestid': requestId, ...more },
  });
  const codec: Codec = {
    codes: CODES,
    async decode({ path, body }) {
      const [, name, operation = ''] = /^\/service\/([^/]+)\/operation\/([^/]+)$/.exec(path) ?? [];
      if (name !== serviceName) throw new AwsError(CODES.unknownOperation, `the path ${path} is not /service/${serviceName}/operation/<Operation>`);
      const input = body.length === 0 ? {} : decodeCbor(body);
      if (typeof input !== 'object' || input === null || Array.isArray(input)) throw new AwsError('SerializationException', 'the body is not a CBOR map');
      return { operation, input };
    },
    encode: async (_operation, output, requestId) => answer(200, output ?? {}, requestId),
    encodeError: (error, requestId) => answer(
      error.status, { __type: error.code, message: error.message, ...error.fields }, requestId, queryError(error)),
  };
  return { ...codec, facing: (request) => (request.headers['smithy-protocol'] === 'rpc-v2-cbor' ? codec : otherCodec(serviceName, request)) };
}

function otherCodec(serviceName: string, { headers }: WireRequest): Codec {
  if (headers['x-amz-target'] === undefined) return noQuery();
  const json = awsJsonCodec({ kind: 'aws-json', version: '1.0', targetPrefix: serviceName });
  return {
    ...json,
    codes: CODES,
    encodeError(error, requestId) {
      const answer = json.encodeError(error, requestId);
      return { ...answer, headers: { ...answer.headers, ...queryError(error) } };
    },
  };
}

const queryError = ({ code, status }: AwsError) => ({ 'x-amzn-query-error': `${code};${status < 500 ? 'Sender' : 'Receiver'}` });

/** Clients from before 2025 speak the query protocol, which is refused in its own form. */
function noQuery(): Codec {
  return {
    ...awsQueryCodec('', { kind: 'aws-query', apiVersion: '', namespace: 'https://ecs-lab.invalid/' }),
    decode: () => Promise.reject(new AwsError(CODES.unknownOperation,
      'this lab speaks smithy-rpc-v2-cbor and awsJson1_0 with this service, not the query protocol: use a newer aws, or SDK')),
  };
}
