import { evaluate } from '../intrinsics/evaluate';
import { CONDITION_FUNCTIONS } from '../intrinsics/functions';
import type { Scope } from '../intrinsics/intrinsic';
import { invalid, malformed } from './invalid';
import type { Value } from '../resource-handler';

/** Evaluates the Conditions section: each condition once, cycles refused by name. */
export function evaluateConditions(conditions: Readonly<Record<string, Value>>, scope: Omit<Scope, 'condition' | 'getAtt'>): ReadonlyMap<string, boolean> {
  const known = new Map<string, boolean>();
  const open: string[] = [];
  const inner: Scope = {
    ...scope,
    ref(name) {
      const value = scope.ref(name);
      if (value === undefined) throw malformed(`Unresolved dependencies [${name}]. Cannot reference resources in the Conditions block of the template`);
      return value;
    },
    getAtt(name) {
      throw malformed(`Unresolved dependencies [${name}]. Cannot reference resources in the Conditions block of the template`);
    },
    condition: (name) => (Object.hasOwn(conditions, name) ? holds(name) : undefined),
  };
  Object.keys(conditions).forEach(holds);
  return known;

  function holds(name: string): boolean {
    const before = known.get(name);
    if (before !== undefined) return before;
    if (open.includes(name)) throw invalid(`Template error: Circular dependency between conditions: [${[...open.slice(open.indexOf(name)), name].join(', ')}]`);
    open.push(name);
    const value = evaluate(conditions[name] as Value, inner, CONDITION_FUNCTIONS);
    open.pop();
    if (typeof value !== 'boolean') throw malformed(`Every Conditions member must be a condition function: ${name}`);
    known.set(name, value);
    return value;
  }
}
