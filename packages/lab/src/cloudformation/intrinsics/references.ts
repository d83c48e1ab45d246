import type { Value } from '../resource-handler';
import { isMap } from '../template/value';
import { intrinsicName } from './evaluate';
import { getAttArgument, splitOnce } from './get-att-argument';
import { subArgument, subNames } from './sub';

/** One name that a value refers to: a parameter or resource by `Ref`, a resource's attribute by `Fn::GetAtt`. */
export interface Reference {
  readonly kind: 'Ref' | 'GetAtt';
  readonly name: string;
  /** Only where it is written out; a computed one is not known before. */
  readonly attribute?: string;
}

/** Everything that a value refers to, in any branch, including what `Fn::Sub` names. */
export function referencesIn(value: Value): readonly Reference[] {
  if (Array.isArray(value)) return value.flatMap((item: Value) => referencesIn(item));
  if (!isMap(value)) return [];
  switch (intrinsicName(value)) {
    case 'Ref': return typeof value.Ref === 'string' ? [{ kind: 'Ref', name: value.Ref }] : [];
    case 'Fn::GetAtt': return getAttReferences(value['Fn::GetAtt'] as Value);
    case 'Fn::Sub': return subReferences(value['Fn::Sub'] as Value);
    default: return Object.values(value).flatMap(referencesIn);
  }
}

/** Conditions named by `Fn::If` anywhere in a value. */
export function conditionsIn(value: Value): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item: Value) => conditionsIn(item));
  if (!isMap(value)) return [];
  const branches = value['Fn::If'];
  const own = intrinsicName(value) === 'Fn::If' && Array.isArray(branches) && typeof branches[0] === 'string' ? [branches[0]] : [];
  return [...own, ...Object.values(value).flatMap(conditionsIn)];
}

function getAttReferences(argument: Value): readonly Reference[] {
  const [name, attribute] = getAttArgument(argument);
  return typeof attribute === 'string' ? [{ kind: 'GetAtt', name, attribute }] : [{ kind: 'GetAtt', name }, ...referencesIn(attribute)];
}

function subReferences(argument: Value): readonly Reference[] {
  const own = subNames(argument).map((text): Reference => {
    const [name = '', attribute] = splitOnce(text);
    return attribute === undefined ? { kind: 'Ref', name } : { kind: 'GetAtt', name, attribute };
  });
  return [...own, ...referencesIn(subArgument(argument)[1])];
}
