import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { Json, list, ResourceReader } from './read-resource';

/** The resources of an app, found and read once, and what refers to them. */
export class AppResources {
  public readonly reader = new ResourceReader();
  private readonly byType = new Map<string, CfnResource[]>();
  private readonly referrers = new Map<string, Map<CfnResource, CfnResource[]>>();

  constructor(root: IConstruct) {
    for (const node of root.node.findAll()) {
      if (CfnResource.isCfnResource(node)) {
        const found = this.byType.get(node.cfnResourceType);
        if (found === undefined) {
          this.byType.set(node.cfnResourceType, [node]);
        } else {
          found.push(node);
        }
      }
    }
  }

  /** The resources of a type. */
  public all(type: string): CfnResource[] {
    return this.byType.get(type) ?? [];
  }

  /** The properties of a resource, with links in the place of references. */
  public properties(resource: CfnResource): Json {
    return this.reader.properties(resource);
  }

  /** The resource that a property refers to. */
  public linked(value: unknown, type: string): CfnResource | undefined {
    return this.reader.linked(value, type);
  }

  /** Resources of one type whose property refers to the target, be it a reference or a list of them. */
  public referring(type: string, property: string, target: CfnResource): CfnResource[] {
    const key = `${type}.${property}.${target.cfnResourceType}`;
    let index = this.referrers.get(key);
    if (index === undefined) {
      index = this.indexOf(type, property, target.cfnResourceType);
      this.referrers.set(key, index);
    }
    return index.get(target) ?? [];
  }

  private indexOf(type: string, property: string, targetType: string): Map<CfnResource, CfnResource[]> {
    const index = new Map<CfnResource, CfnResource[]>();
    for (const resource of this.all(type)) {
      const value = this.properties(resource)[property];
      for (const element of Array.isArray(value) ? list(value) : [value]) {
        const target = this.linked(element, targetType);
        if (target !== undefined) {
          index.set(target, [...index.get(target) ?? [], resource]);
        }
      }
    }
    return index;
  }
}
