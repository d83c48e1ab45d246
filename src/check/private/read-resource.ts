import { CfnResource, DefaultTokenResolver, IFragmentConcatenator, IPostProcessor, IResolvable, IResolveContext, Reference, Tokenization } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** Properties of a resource as its template will show them, with links in the place of references. */
export type Json = Record<string, unknown>;

// shaped as an intrinsic function, since aws-cdk-lib validates property types after it resolved them
const LINK = 'Fn::cdk-ecs-network-modes:link';

/** Keeps the parts of a text that is known only at deploy time apart, so that nothing takes it for a known one. */
const PARTS: IFragmentConcatenator = { join: (left: unknown, right: unknown) => ({ 'Fn::cdk-ecs-network-modes:parts': [left, right] }) };

/** Follows references to constructs, across stacks too, where a template would have an import or a parameter. */
class LinkResolver extends DefaultTokenResolver {
  constructor(private readonly targets: Map<string, IConstruct>) {
    super(PARTS);
  }

  public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    if (!Reference.isReference(token)) {
      return super.resolveToken(token, context, postProcessor);
    }
    this.targets.set(token.target.node.addr, token.target);
    return { [LINK]: token.target.node.addr };
  }
}

/** Reads resources, each one once. */
export class ResourceReader {
  private readonly targets = new Map<string, IConstruct>();
  private readonly resolver = new LinkResolver(this.targets);
  private readonly read = new Map<CfnResource, Json>();

  /** The properties of a resource, overrides included. */
  public properties(resource: CfnResource): Json {
    const known = this.read.get(resource);
    if (known !== undefined) {
      return known;
    }
    const template: unknown = Tokenization.resolve(resource._toCloudFormation(), { scope: resource, resolver: this.resolver });
    const properties = object(object(Object.values(object(object(template).Resources))[0]).Properties);
    this.read.set(resource, properties);
    return properties;
  }

  /** The resource that a property refers to; undefined where it does not, or not to one of the type. */
  public linked(value: unknown, type: string): CfnResource | undefined {
    const address = object(value)[LINK];
    const target = typeof address === 'string' ? this.targets.get(address) : undefined;
    return target !== undefined && CfnResource.isCfnResource(target) && target.cfnResourceType === type ? target : undefined;
  }
}

/** The value where it is an object, or one without keys. */
export function object(value: unknown): Json {
  return typeof value === 'object' && value !== null ? value as Json : {};
}

/** The value where it is a list, or an empty one. */
export function list(value: unknown): unknown[] {
  if (Array.isArray(value)) {
    return value;
  }
  // an override of the first element of a missing list makes an object with the key 0
  const entries = Object.entries(object(value));
  return entries.every(([key]) => /^\d+$/.test(key)) ? entries.map(([, element]) => element) : [];
}

/** A whole number, or one that is known only at deploy time; undefined where there is none. */
export function wholeNumber(value: unknown): number | 'unknown' | undefined {
  if (value === undefined || typeof value === 'number') {
    return value;
  }
  // CloudFormation takes numbers as strings too
  return typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : 'unknown';
}

/** A switch; undefined where it is known only at deploy time. */
export function flag(value: unknown): boolean | undefined {
  return value === undefined ? false : value === true || value === 'true' ? true : value === false || value === 'false' ? false : undefined;
}

/** A text; undefined where it is known only at deploy time, or not there. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
