import { isDeepStrictEqual } from 'node:util';
import { isUnknown } from '../intrinsics/intrinsic';
import type { Properties, Value } from '../resource-handler';
import type { PropertySchemas, PropertyType, Replacement, ResourceSchema } from '../schema/schema';
import { isList, isMap } from '../template/value';

/** One place in which two sets of properties differ. */
export interface Difference {
  /** Top-level property. */
  readonly property: string;
  /** For example `/Properties/Tags/0/Value`. */
  readonly path: string;
  readonly before?: Value;
  readonly after?: Value;
  readonly replacement: Replacement;
  /** The value after is not known before the execution. */
  readonly dynamic: boolean;
}

type MaybeValue = Value | undefined;

/** Everything that differs, down to single values, and what each difference does to the resource, which a change of `replacedFor` always replaces. */
export function differences(
  before: Properties, after: Properties, schema: ResourceSchema | undefined, replacedFor: readonly string[] = [],
): readonly Difference[] {
  const found: Difference[] = [];
  for (const property of keysOf(before, after)) {
    const known = schema?.properties.get(property);
    const visit = (one: MaybeValue, other: MaybeValue, path: string, type: PropertyType | undefined, replacement: Replacement): void => {
      if (isDeepStrictEqual(one, other)) return;
      if (isMap(one) && isMap(other)) {
        const members = membersOf(type, schema);
        for (const key of keysOf(one, other)) {
          const member = members?.get(key);
          visit(one[key], other[key], `${path}/${key}`, member?.type ?? mapType(type), stronger(replacement, member?.replacement));
        }
      } else if (isList(one) && isList(other)) {
        const item = typeof type === 'object' && 'list' in type ? type.list : undefined;
        for (let index = 0; index < Math.max(one.length, other.length); index++) visit(one[index], other[index], `${path}/${index}`, item, replacement);
      } else {
        found.push({
          property, path, replacement, dynamic: other !== undefined && holdsUnknown(other),
          ...(one === undefined ? {} : { before: one }), ...(other === undefined ? {} : { after: other }),
        });
      }
    };
    visit(before[property], after[property], `/Properties/${property}`, known?.type, replacedFor.includes(property) ? 'always' : known?.replacement ?? 'never');
  }
  return found;
}

export function holdsUnknown(value: Value): boolean {
  if (isList(value)) return value.some(holdsUnknown);
  return isMap(value) ? Object.values(value).some(holdsUnknown) : isUnknown(value);
}

function membersOf(type: PropertyType | undefined, schema: ResourceSchema | undefined): PropertySchemas | undefined {
  return typeof type === 'object' && 'ref' in type ? schema?.types.get(type.ref) : undefined;
}

function mapType(type: PropertyType | undefined): PropertyType | undefined {
  return typeof type === 'object' && 'map' in type ? type.map : undefined;
}

function stronger(one: Replacement, other: Replacement | undefined): Replacement {
  if (one === 'always' || other === 'always') return 'always';
  return one === 'conditionally' || other === 'conditionally' ? 'conditionally' : 'never';
}

function keysOf(one: object, other: object): readonly string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])];
}
