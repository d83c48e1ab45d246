import type { IncomingHttpHeaders } from 'node:http';
import type { AwsError } from '../gateway/aws-error';

/** A request with its whole body. */
export interface WireRequest {
  readonly method: string;
  /** Still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

export interface Decoded {
  readonly operation: string;
  readonly input: object;
}

/** One way of speaking: wire formats only, no meaning. */
export interface Codec {
  /** Rejects with an `AwsError` when the request cannot be read. */
  decode(request: WireRequest): Promise<Decoded>;
  encode(operation: string, output: unknown, requestId: string): Promise<WireResponse>;
  encodeError(error: AwsError, requestId: string): WireResponse;
  /** Of a service that speaks in several ways: how to speak with who sent this request. */
  facing?(request: WireRequest): Codec;
  /** What this protocol's services call some refusals. */
  readonly codes: RefusalCodes;
}

export interface RefusalCodes {
  readonly accessDenied: string;
  readonly unknownOperation: string;
  readonly unknownKey: string;
  readonly expiredKey: string;
  readonly missingKey: string;
}
