import type { Statement } from '../iam/policy';
import type { Principal } from '../iam/principal';

/** What an operation knows of the call besides its input. */
export interface Call {
  readonly principal: Principal;
  readonly region: string;
  readonly accountId: string;
  readonly requestId: string;
}

/** One permission that a call needs. */
export interface Access {
  /** For example `ecs:RunTask`. */
  readonly action: string;
  /** ARN of what is touched, or `*`. */
  readonly resource: string;
  /** Condition keys and their values, for example `ecs:cluster`. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
  /** The policy of what is touched, where it has one. */
  readonly resourcePolicy?: readonly Statement[];
}

/** One AWS operation: one file each, listed in its service's registry. */
export interface Operation<Input, Output> {
  run(input: Input, call: Call): Output | Promise<Output>;
  /** What IAM must allow. Default: `<service>:<Operation>` on `*`. */
  access?(input: Input, call: Call): readonly Access[];
}

/** Operations of any shape: inputs are checked where they are used. */
export type AnyOperation = Operation<never, unknown>;

/** How a service speaks on the wire. */
export type Protocol =
  | { readonly kind: 'aws-json'; readonly version: '1.0' | '1.1'; readonly targetPrefix: string }
  | { readonly kind: 'aws-query'; readonly apiVersion: string; readonly namespace: string }
  | { readonly kind: 'ec2-query'; readonly apiVersion: string; readonly namespace: string }
  | { readonly kind: 'rest-json'; readonly routes: Readonly<Record<string, Route>> }
  | { readonly kind: 'rest-xml' }
  /** `floats`: members of answers that are floating-point numbers, whole ones too. */
  | { readonly kind: 'rpc-v2-cbor'; readonly serviceName: string; readonly floats?: readonly string[] };

/** `{Name}` in a path becomes an input member. */
export interface Route {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE' | 'HEAD';
  readonly path: string;
}

export interface Service {
  /** SigV4 signing name: `ecs`, `cloudformation`, `ssm`… */
  readonly name: string;
  /** IAM prefix where it differs from the signing name. */
  readonly iamPrefix?: string;
  readonly protocol: Protocol;
  readonly operations: Readonly<Record<string, AnyOperation>>;
}

/**
 * Calls an operation from inside the lab, as the given principal: the same checks as over HTTP.
 * Rejects with an `AwsError`.
 */
export type Invoke = <Output = unknown>(service: string, operation: string, input: object, principal: Principal) => Promise<Output>;
