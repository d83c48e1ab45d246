import { invalid } from '../template/invalid';
import { isList, isMap, type ValueMap } from '../template/value';
import type { Value } from '../resource-handler';
import { splitOnce } from './get-att-argument';
import { isUnknown, KNOWN_AFTER_APPLY, type Intrinsic } from './intrinsic';
import { text } from './text';

const SUB = 'Template error: One or more Fn::Sub intrinsic functions don\'t specify expected arguments. Specify a string as first argument, '
  + 'and an optional second argument to specify a mapping of values to replace in the string';
/** `${Name}`, `${Name.Attribute}`, and `${!Literal}`, which comes out as `${Literal}`. */
const VARIABLE = /\$\{([^}]*)\}/g;

export const sub: Intrinsic = (argument, _scope, evaluate) => {
  const [template, variables] = subArgument(argument);
  return template.replace(VARIABLE, (whole, name: string) => {
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    const value = Object.hasOwn(variables, name) ? evaluate(variables[name] as Value) : lookUp(name);
    return isUnknown(value) ? KNOWN_AFTER_APPLY : text(value, `Template error: variable ${whole} in Fn::Sub must give a string`);
  });

  function lookUp(name: string): Value {
    const [logicalId = '', attribute] = splitOnce(name);
    return evaluate(attribute === undefined ? { Ref: logicalId } : { 'Fn::GetAtt': [logicalId, attribute] });
  }
};

/** The string and the variables of both forms of `Fn::Sub`. */
export function subArgument(argument: Value): readonly [template: string, variables: ValueMap] {
  if (typeof argument === 'string') return [argument, {}];
  const [template, variables] = isList(argument) && argument.length === 2 ? argument : [];
  if (typeof template !== 'string' || !isMap(variables)) throw invalid(SUB);
  return [template, variables];
}

/** Names that a `Fn::Sub` looks up outside its own variables. */
export function subNames(argument: Value): readonly string[] {
  const [template, variables] = subArgument(argument);
  return [...template.matchAll(VARIABLE)].map(([, name = '']) => name).filter((name) => !name.startsWith('!') && !Object.hasOwn(variables, name));
}
