import { Json, linkKey, linkKeys, list, Resource, ResourceSource } from './resource';

/** The resources of an app, found and read once, and what refers to them. */
export class AppResources {
  private readonly byType = new Map<string, Resource[]>();
  private readonly read = new Map<Resource, Json>();
  private readonly referrers = new Map<string, Map<Resource, Resource[]>>();

  constructor(private readonly source: ResourceSource) {
    source.resources.forEach((resource) => push(this.byType, resource.cfnResourceType, resource));
  }

  /** The resources of a type. */
  public all(type: string): readonly Resource[] {
    return this.byType.get(type) ?? [];
  }

  /** The properties of a resource, with links in the place of references. */
  public properties(resource: Resource): Json {
    const properties = this.read.get(resource) ?? this.source.properties(resource);
    this.read.set(resource, properties);
    return properties;
  }

  /** The resource that a property refers to; undefined where it does not, or not to one of the type. */
  public linked(value: unknown, type: string): Resource | undefined {
    const key = linkKey(value);
    return key === undefined ? undefined : this.ofType(key, type);
  }

  /** The resources of a type that a value refers to anywhere inside. */
  public mentioned(value: unknown, type: string): Resource[] {
    return linkKeys(value).flatMap((key) => this.ofType(key, type) ?? []);
  }

  /** Resources of one type whose property refers to the target, be it a reference or a list of them. */
  public referring(type: string, property: string, target: Resource): readonly Resource[] {
    const key = `${type}.${property}.${target.cfnResourceType}`;
    let index = this.referrers.get(key);
    if (index === undefined) {
      index = this.indexOf(type, property, target.cfnResourceType);
      this.referrers.set(key, index);
    }
    return index.get(target) ?? [];
  }

  /** The resources of the same template that come before one. */
  public dependencies(resource: Resource): ReadonlySet<Resource> {
    return this.source.dependencies(resource);
  }

  /** Whether two resources are of one template. */
  public together(one: Resource, other: Resource): boolean {
    return this.source.template(one) === this.source.template(other);
  }

  /** Whether a condition decides only at deploy time if there is such a resource. */
  public isConditional(resource: Resource): boolean {
    return this.source.isConditional(resource);
  }

  private ofType(key: string, type: string): Resource | undefined {
    const target = this.source.target(key);
    return target?.cfnResourceType === type ? target : undefined;
  }

  private indexOf(type: string, property: string, targetType: string): Map<Resource, Resource[]> {
    const index = new Map<Resource, Resource[]>();
    for (const resource of this.all(type)) {
      const value = this.properties(resource)[property];
      for (const element of Array.isArray(value) ? list(value) : [value]) {
        const target = this.linked(element, targetType);
        if (target !== undefined) {
          push(index, target, resource);
        }
      }
    }
    return index;
  }
}

/** Adds to the list of a key. */
export function push<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const known = lists.get(key);
  if (known === undefined) {
    lists.set(key, [value]);
  } else {
    known.push(value);
  }
}
