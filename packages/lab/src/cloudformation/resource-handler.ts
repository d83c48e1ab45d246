import type { Clock } from '../clock/clock';
import type { SignalBox } from './signals/signal-box';
import type { UpdatePolicy } from './template/policies';

/** A property value with every intrinsic resolved. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };
export type Properties = Readonly<Record<string, Value>>;

export interface ResourceContext {
  readonly stackId: string;
  readonly stackName: string;
  readonly logicalId: string;
  /** Type as the template writes it: tells one custom resource from another. */
  readonly resourceType?: string;
  /** Tags of the stack, with `aws:cloudformation:*`, to be put on what supports tags. */
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
  /** Tags of the stack that the resource had before an update. */
  readonly formerTags?: readonly { readonly Key: string; readonly Value: string }[];
  readonly accountId: string;
  readonly region: string;
  readonly clock: Clock;
  /** Calls an AWS operation as the stack's execution role. */
  call<Output = unknown>(service: string, operation: string, input: object): Promise<Output>;
  /** Physical name where the template gives none: `<stack>-<logical id>-<random>`, cut to `maximum`. */
  generateName(maximum: number): string;
  /** Aborted when the stack operation is cancelled. */
  readonly signal: AbortSignal;
  /** Tells the physical id as soon as it exists, so that a failed creation can be removed and diagnosed. */
  created(physicalId: string): void;
  /** Absent where the resource has no UpdatePolicy, and while it is made or removed. */
  readonly updateOrder?: UpdateOrder;
}

/** What a resource's UpdatePolicy asks of its update. */
export interface UpdateOrder {
  readonly policy: UpdatePolicy;
  readonly signals: SignalBox;
  /** Says in an event of the resource how far it is. */
  progress(reason: string): void;
}

/** What a resource is after create or update. */
export interface ResourceState {
  /** What `PhysicalResourceId` shows. */
  readonly physicalId: string;
  /** What `Ref` gives, where it differs from the physical id. */
  readonly ref?: string;
  /** What `Fn::GetAtt` gives, by attribute name. */
  readonly attributes: Readonly<Record<string, Value>>;
}

/**
 * A resource type with behaviour. Property names and types are checked against the type's schema before,
 * and replacement is decided by the planner, from the schema.
 */
export interface ResourceHandler {
  readonly typeName: string;
  /** Properties that it makes true, where they are not all of its schema; any other fails the change set, by name. */
  readonly properties?: readonly string[];
  /** Refuses, with `ResourceFailure` or `AwsError`, values that it cannot make true; values known only after the execution are `isUnknown`. */
  check?(properties: Properties): void;
  create(properties: Properties, context: ResourceContext): Promise<ResourceState>;
  /** Only for changes that need no replacement. */
  update(current: ResourceState, before: Properties, after: Properties, context: ResourceContext): Promise<ResourceState>;
  /** Must succeed when the resource is gone already. */
  delete(current: ResourceState, properties: Properties, context: ResourceContext): Promise<void>;
}
