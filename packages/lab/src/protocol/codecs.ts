import type { Service } from '../gateway/operation';
import { awsJsonCodec } from './aws-json';
import { awsQueryCodec } from './aws-query';
import type { Codec } from './codec';
import { ec2QueryCodec } from './ec2-query';
import { restJsonCodec } from './rest-json';
import { restXmlCodec } from './rest-xml';
import { rpcV2CborCodec } from './rpc-v2-cbor';

/** The codec of a service's protocol. */
export function codecOf({ name, protocol, operations }: Service): Codec {
  switch (protocol.kind) {
    case 'aws-json': return awsJsonCodec(protocol, name);
    case 'aws-query': return awsQueryCodec(name, protocol);
    case 'ec2-query': return ec2QueryCodec(name, protocol);
    case 'rest-json': return restJsonCodec(name, protocol);
    case 'rpc-v2-cbor': return rpcV2CborCodec(protocol);
    case 'rest-xml': return restXmlCodec(name, Object.keys(operations));
  }
}
