import { randomUUID } from 'node:crypto';
import type { Authorizer, Refusal } from '../iam/authorizer';
import type { Principal } from '../iam/principal';
import type { LabLog } from '../lab';
import { codecOf } from '../protocol/codecs';
import type { Codec } from '../protocol/codec';
import { AwsError } from './aws-error';
import type { AnyOperation, Call, Invoke, Operation, Service } from './operation';

export interface DispatcherOptions {
  readonly authorizer: Authorizer;
  readonly log: LabLog;
  readonly accountId: string;
  readonly region: string;
}

/** Finds operations, checks permissions, writes one audit line a call. */
export interface Dispatcher {
  register(...services: readonly Service[]): void;
  /** By signing name, in the order of registration. */
  services(): readonly Service[];
  codec(service: string): Codec | undefined;
  call(service: string, operation: string, input: object, principal: Principal, requestId: string): Promise<unknown>;
  readonly invoke: Invoke;
}

export function createDispatcher({ authorizer, log, accountId, region }: DispatcherOptions): Dispatcher {
  const registered = new Map<string, { readonly service: Service; readonly codec: Codec }>();

  const call: Dispatcher['call'] = async (name, operationName, input, principal, requestId) => {
    const started = performance.now();
    const audit = (result: string): void => log.info(`${name}:${operationName} by ${principal.arn}: ${result} (${Math.round(performance.now() - started)} ms)`);
    try {
      const entry = registered.get(name);
      if (!entry) throw new AwsError('UnknownOperationException', noService(name, [...registered.keys()]), 404);
      const { service, codec } = entry;
      const operation = find(service, operationName, codec);
      const context: Call = { principal, region, accountId, requestId };
      const refusal = authorizer.refusal(principal, accessesOf(service, operationName, operation, input, context));
      if (refusal) throw accessDenied(service, codec, principal, refusal);
      const output = await operation.run(input, context);
      audit('done');
      return output;
    } catch (error) {
      if (error instanceof AwsError) audit(`${error.code}: ${error.message}`);
      else log.warn(`${name}:${operationName} by ${principal.arn} failed: ${error instanceof Error ? error.stack ?? error.message : String(error)}`);
      throw error;
    }
  };

  return {
    register(...services) {
      for (const service of services) {
        if (registered.has(service.name)) throw new Error(`the service ${service.name} is registered twice`);
        registered.set(service.name, { service, codec: codecOf(service) });
      }
    },
    services: () => [...registered.values()].map(({ service }) => service),
    codec: (name) => registered.get(name)?.codec,
    call,
    // a caller names the type that the operation is documented to answer with
    invoke: async <Output>(service: string, operation: string, input: object, principal: Principal) =>
      await call(service, operation, input, principal, randomUUID()) as Output,
  };
}

/** Says that the lab has no such service, and which it has. */
export function noService(name: string, known: readonly string[]): string {
  return `this lab has no service ${name}: it has ${[...known].sort().join(', ')} (see SUPPORTED.md)`;
}

function find({ name, operations }: Service, operation: string, { codes }: Codec): Operation<object, unknown> {
  const found: AnyOperation | undefined = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
  if (!found) {
    throw new AwsError(codes.unknownOperation, `this lab has no operation ${operation} of ${name}: it has ${Object.keys(operations).sort().join(', ')} (see SUPPORTED.md)`);
  }
  // operations check their own input: what arrives is whatever the caller sent
  return found as Operation<object, unknown>;
}

function accessesOf({ name, iamPrefix }: Service, operationName: string, operation: Operation<object, unknown>, input: object, call: Call) {
  if (call.principal.kind !== 'role') return [];
  return operation.access?.(input, call) ?? [{ action: `${iamPrefix ?? name}:${operationName}`, resource: '*' }];
}

function accessDenied({ protocol }: Service, { codes }: Codec, principal: Principal, { action, resource, decision }: Refusal): AwsError {
  const why = decision === 'explicitDeny' ? 'with an explicit deny in an identity-based policy' : `because no identity-based policy allows the ${action} action`;
  const text = `User: ${principal.arn} is not authorized to perform: ${action} on resource: ${resource} ${why}`;
  if (protocol.kind === 'ec2-query') return new AwsError(codes.accessDenied, `You are not authorized to perform this operation. ${text}`, 403);
  return new AwsError(codes.accessDenied, text, protocol.kind === 'aws-json' ? 400 : 403);
}
