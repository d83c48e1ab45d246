import type { Value } from '../resource-handler';

/** What `Ref: AWS::NoValue` gives: the property or list member that holds it is left out. */
export const NO_VALUE: unique symbol = Symbol('AWS::NoValue');
export type Evaluated = Value | typeof NO_VALUE;

/** Stands in a change set for what only the execution will show. */
export const KNOWN_AFTER_APPLY = '{{changeSet:KNOWN_AFTER_APPLY}}';

/** What intrinsic functions look things up in. */
export interface Scope {
  /** A parameter, a pseudo parameter or a resource; `undefined` where there is none of that name. */
  ref(name: string): Evaluated | undefined;
  getAtt(logicalId: string, attribute: string): Value;
  /** `undefined` where the template has no such condition. */
  condition(name: string): boolean | undefined;
  mapping(map: string, topKey: string, secondKey: string): Value | undefined;
  importValue(exportName: string): Value;
  zones(region: string): readonly string[];
}

/**
 * One intrinsic function. `argument` is as written in the template: the function evaluates what it needs of it.
 * `evaluate` refuses `AWS::NoValue`, `branch` lets it through.
 */
export type Intrinsic = (argument: Value, scope: Scope, evaluate: (value: Value) => Value, branch: (value: Value) => Evaluated) => Evaluated;
export type Intrinsics = Readonly<Record<string, Intrinsic>>;

/** Whether a value holds, or is, something that only the execution will show. */
export function isUnknown(value: Value): boolean {
  return typeof value === 'string' && value.includes(KNOWN_AFTER_APPLY);
}
