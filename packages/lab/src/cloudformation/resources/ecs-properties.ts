import type { Tag } from '@aws-sdk/client-ecs';
import { type Kind, type Shape, isList } from '../../services/ecs/input/shape';
import { ResourceFailure } from '../resource-failure';
import type { Properties, ResourceContext, Value } from '../resource-handler';
import { type Tag as PropertyTag, droppedKeys, tagsOf } from './properties';

/** Where CloudFormation's name is not the API's with a capital. */
const NAMES: Readonly<Record<string, string>> = {
  ClusterSettings: 'settings',
  PlacementStrategies: 'placementStrategy',
  ProxyConfigurationProperties: 'properties',
};

/** Properties as the input of an operation, names by the operation's shape; their types have been checked against the schema before. */
export function toInput(typeName: string, shape: Shape, properties: Properties): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).map(([property, value]) => {
    const member = NAMES[property] ?? Object.keys(shape).find((name) => name.toLowerCase() === property.toLowerCase());
    const kind = member === undefined ? undefined : shape[member];
    if (member === undefined || kind === undefined) {
      throw new ResourceFailure(`${property} of ${typeName} is not supported by this lab; supported there: ${Object.keys(shape).join(', ')}`);
    }
    if (kind === 'unsupported' && !isNothing(value)) throw new ResourceFailure(`${property} of ${typeName} is not supported by this lab: leave it out`);
    return [member, converted(typeName, kind, value)];
  }));
}

/** The resource's tags over the stack's, in the API's form. */
export function apiTags(properties: Properties, context: ResourceContext): Tag[] {
  return tagsOf(properties['Tags'] as readonly PropertyTag[] | undefined, context).map(({ Key, Value: text }) => ({ key: Key, value: String(text) }));
}

/** Brings the tags of a resource from those before to those after. */
export async function changeTags(resourceArn: string, before: Properties, after: Properties, context: ResourceContext): Promise<void> {
  const tags = (properties: Properties) => properties['Tags'] as readonly PropertyTag[] | undefined;
  const tagKeys = droppedKeys(tags(before), tags(after), context);
  if (tagKeys.length > 0) {
    await context.call('ecs', 'UntagResource', { resourceArn, tagKeys });
  }
  const kept = apiTags(after, context);
  if (kept.length > 0) {
    await context.call('ecs', 'TagResource', { resourceArn, tags: kept });
  }
}

/** The properties without these. */
export function except(properties: Properties, ...names: readonly string[]): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name)));
}

/** A property that holds a name, an ARN or some other text. */
export function textOf(properties: Properties, name: string): string | undefined {
  const value = properties[name];
  return value === undefined || value === null ? undefined : String(value);
}

/** Empty, false, or a structure of such: nothing that anybody would miss. */
function isNothing(value: Value): boolean {
  if (typeof value !== 'object' || value === null) return value === null || value === false || value === '' || value === 0;
  return Object.values(value).every(isNothing);
}

function converted(typeName: string, kind: Kind, value: Value): unknown {
  if (isList(kind)) {
    return Array.isArray(value) ? value.map((item: Value) => converted(typeName, kind[0], item)) : value;
  }
  return typeof kind === 'object' && typeof value === 'object' && value !== null ? toInput(typeName, kind, value as Properties) : value;
}
