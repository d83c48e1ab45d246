import { invalid } from '../template/invalid';
import { isMap, type ValueMap } from '../template/value';
import type { Properties, Value } from '../resource-handler';
import { NO_VALUE, type Evaluated, type Intrinsics, type Scope } from './intrinsic';
import { PROPERTY_FUNCTIONS } from './functions';

/** Replaces every intrinsic in a value by what it gives. */
export function evaluate(value: Value, scope: Scope, functions: Intrinsics = PROPERTY_FUNCTIONS): Evaluated {
  const required = (inner: Value): Value => {
    const result = evaluate(inner, scope, functions);
    if (result === NO_VALUE) throw invalid('Template error: every argument of an intrinsic function must have a value, got AWS::NoValue');
    return result;
  };
  if (Array.isArray(value)) return value.map((item: Value) => evaluate(item, scope, functions)).filter((item) => item !== NO_VALUE);
  if (!isMap(value)) return value;
  const call = functionCall(value, functions);
  if (call) return call.run(call.argument, scope, required, (branch) => evaluate(branch, scope, functions));
  const members: [string, Value][] = [];
  for (const [key, member] of Object.entries(value)) {
    const result = evaluate(member, scope, functions);
    if (result !== NO_VALUE) members.push([key, result]);
  }
  return Object.fromEntries(members);
}

export function evaluateProperties(properties: Readonly<Record<string, Value>>, scope: Scope): Properties {
  return evaluate(properties, scope) as Properties;
}

/** The name of the intrinsic that an object calls, if it calls one. */
export function intrinsicName(value: ValueMap): string | undefined {
  const names = Object.keys(value);
  return names.length === 1 && names[0] !== undefined && (names[0] === 'Ref' || names[0].startsWith('Fn::')) ? names[0] : undefined;
}

function functionCall(value: ValueMap, functions: Intrinsics): { readonly run: Intrinsics[string]; readonly argument: Value } | undefined {
  const names = Object.keys(value);
  const name = names.length === 1 && names[0] !== undefined && Object.hasOwn(functions, names[0]) ? names[0] : intrinsicName(value);
  if (name === undefined) {
    const stray = names.find((each) => each.startsWith('Fn::'));
    if (stray !== undefined) throw invalid(`Template error: ${stray} must be the only key of its object, got ${names.join(', ')}`);
    return undefined;
  }
  const run = functions[name];
  // `Condition` is a function in conditions and a plain key in an IAM statement
  if (name === 'Condition' && typeof value[name] !== 'string') return undefined;
  if (!run) throw invalid(`Template error: the lab has no intrinsic function ${name} here; it has ${Object.keys(functions).join(', ')}`);
  return { run, argument: value[name] as Value };
}
