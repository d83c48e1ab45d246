import { CfnResource, DefaultTokenResolver, IFragmentConcatenator, IPostProcessor, IResolvable, IResolveContext, Reference, Stack, Stage, Tokenization } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { Json, link, object, Resource, ResourceSource } from './resource';

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
    return link(token.target.node.addr);
  }
}

/** Reads the resources of one stage from its constructs, each one once; what other stages define is deployed apart. */
export class ConstructSource implements ResourceSource {
  public readonly resources: readonly CfnResource[];
  private readonly targets = new Map<string, IConstruct>();
  private readonly resolver = new LinkResolver(this.targets);
  private readonly read = new Map<Resource, Json>();

  constructor(stage?: IConstruct) {
    this.resources = stage === undefined ? [] : resourcesOf(stage);
  }

  public properties(resource: Resource): Json {
    const known = this.read.get(resource);
    if (known !== undefined) {
      return known;
    }
    const construct = constructOf(resource);
    const template: unknown = Tokenization.resolve(construct._toCloudFormation(), { scope: construct, resolver: this.resolver });
    const properties = object(object(Object.values(object(object(template).Resources))[0]).Properties);
    this.read.set(resource, properties);
    return properties;
  }

  public target(key: string): Resource | undefined {
    const target = this.targets.get(key);
    return target !== undefined && CfnResource.isCfnResource(target) ? target : undefined;
  }

  public dependencies(resource: Resource): ReadonlySet<Resource> {
    return new Set(constructOf(resource).obtainDependencies().filter((dependency) => CfnResource.isCfnResource(dependency)));
  }

  public template(resource: Resource): unknown {
    return Stack.of(constructOf(resource));
  }

  public isConditional(resource: Resource): boolean {
    return constructOf(resource).cfnOptions.condition !== undefined;
  }
}

function resourcesOf(construct: IConstruct): CfnResource[] {
  const found: CfnResource[] = [];
  const open = [construct];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (CfnResource.isCfnResource(next)) {
      found.push(next);
    }
    open.push(...next.node.children.filter((child) => !Stage.isStage(child)).reverse());
  }
  return found;
}

function constructOf(resource: Resource): CfnResource {
  if (!CfnResource.isCfnResource(resource)) {
    throw new Error(`a construct is read: got '${resource.node.path}' of a template, allowed are resources of the construct tree; read it with the source that it comes from`);
  }
  return resource;
}
