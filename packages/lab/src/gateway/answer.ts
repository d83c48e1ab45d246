import { awsJsonCodec } from '../protocol/aws-json';
import { awsQueryCodec } from '../protocol/aws-query';
import { restJsonCodec } from '../protocol/rest-json';
import type { Codec, WireRequest, WireResponse } from '../protocol/codec';
import type { Principal } from '../iam/principal';
import { AwsError } from './aws-error';
import { noService } from './dispatcher';
import type { GatewayOptions } from './gateway';
import { readSignature, type Signature } from './signature';

/** Services that sign for us-east-1 whatever the caller's region is. */
const GLOBAL = new Set(['iam', 'sts', 's3']);

/** Answers one AWS call, errors included; nothing is answered before it is on disk. */
export async function answerSigned(request: WireRequest, options: GatewayOptions, requestId: string): Promise<WireResponse> {
  const { dispatcher, store, log } = options;
  const signature = readSignature(request);
  const known = signature && dispatcher.codec(signature.service);
  const codec = known?.facing?.(request) ?? known ?? codecLike(request);
  try {
    const { principal, service } = admit(signature, codec, options);
    const { operation, input } = await codec.decode(request);
    const output = await dispatcher.call(service, operation, input, principal, requestId);
    await store.flushed();
    return await codec.encode(operation, output, requestId);
  } catch (error) {
    if (error instanceof AwsError) return codec.encodeError(error, requestId);
    const text = error instanceof Error ? error.message : String(error);
    log.warn(`request ${requestId} failed: ${text}`);
    return codec.encodeError(new AwsError('InternalFailure', `the lab failed: ${text}`, 500), requestId);
  }
}

interface Admitted {
  readonly principal: Principal;
  readonly service: string;
}

/** Who calls what; refuses unknown services, other regions and keys that are not the lab's. */
function admit(signature: Signature | undefined, { codes }: Codec, { dispatcher, credentials, region, clock }: GatewayOptions): Admitted {
  if (!signature) throw new AwsError(codes.missingKey, 'Missing Authentication Token: the request is not signed with SigV4 (ecs-lab env prints what the tools need)', 403);
  const { service } = signature;
  const resolution = credentials.resolve(signature.accessKeyId, signature.sessionToken);
  if (resolution.kind === 'unknown') throw new AwsError(codes.unknownKey, unknownKeyText(codes.unknownKey), 403);
  if (resolution.kind === 'expired') throw new AwsError(codes.expiredKey, 'The security token included in the request is expired', 403);
  if (!dispatcher.codec(service)) throw new AwsError(codes.unknownOperation, noService(service, dispatcher.services().map(({ name }) => name)), 404);
  if (signature.region !== region && !(GLOBAL.has(service) && signature.region === 'us-east-1')) {
    throw new AwsError('InvalidRegion', `this lab is in ${region} and the call is signed for ${signature.region}: set AWS_REGION=${region}, or start another lab with --region ${signature.region}`);
  }
  if (signature.expiresAt && signature.expiresAt <= clock.now()) throw new AwsError(codes.accessDenied, 'Request has expired', 403);
  return { principal: resolution.principal, service };
}

function unknownKeyText(code: string): string {
  if (code === 'AuthFailure') return 'AWS was not able to validate the provided access credentials';
  if (code === 'InvalidAccessKeyId') return 'The AWS Access Key Id you provided does not exist in our records.';
  return 'The security token included in the request is invalid.';
}

/** How to answer a call of a service that the lab does not have: as its request looks. */
function codecLike({ headers }: WireRequest): Codec {
  const type = headers['content-type'] ?? '';
  if (type.startsWith('application/x-www-form-urlencoded')) return awsQueryCodec('', { kind: 'aws-query', apiVersion: '', namespace: 'https://ecs-lab.invalid/' });
  if (headers['x-amz-target'] !== undefined) return awsJsonCodec({ kind: 'aws-json', version: '1.1', targetPrefix: '' });
  return restJsonCodec('', { kind: 'rest-json', routes: {} });
}
