import { isDeepStrictEqual } from 'node:util';
import { invalid } from '../template/invalid';
import { isList, isMap, isScalar } from '../template/value';
import type { Value } from '../resource-handler';
import type { Intrinsic } from './intrinsic';

/** `Fn::If`: only the chosen branch is evaluated, and it may be `AWS::NoValue`. */
export const when: Intrinsic = (argument, scope, _evaluate, branch) => {
  if (!isList(argument) || argument.length !== 3 || typeof argument[0] !== 'string') {
    throw invalid('Template error: Fn::If requires a list argument with three elements');
  }
  const [name, yes, no] = argument as readonly [string, Value, Value];
  const holds = scope.condition(name);
  if (holds === undefined) throw invalid(`Template format error: Unresolved condition dependency ${name} in the Resources block of the template`);
  return branch(holds ? yes : no);
};

export const condition: Intrinsic = (argument, scope) => {
  const holds = scope.condition(String(argument));
  if (holds === undefined) throw invalid(`Template format error: Unresolved condition dependency ${String(argument)} in the Conditions block of the template`);
  return holds;
};

export const equals: Intrinsic = (argument, _scope, evaluate) => {
  if (!isList(argument) || argument.length !== 2) throw invalid('Template error: Fn::Equals requires a list argument with two elements');
  return same(evaluate(argument[0] as Value), evaluate(argument[1] as Value));
};

export const not: Intrinsic = (argument, _scope, evaluate) => {
  if (!isList(argument) || argument.length !== 1) throw invalid('Template error: Fn::Not requires a list argument with one element');
  return !truth('Fn::Not', evaluate(argument[0] as Value));
};

export const and: Intrinsic = (argument, _scope, evaluate) => members('Fn::And', argument).map(evaluate).every((value) => truth('Fn::And', value));
export const or: Intrinsic = (argument, _scope, evaluate) => members('Fn::Or', argument).map(evaluate).some((value) => truth('Fn::Or', value));

export const contains: Intrinsic = (argument, _scope, evaluate) => {
  const [list, value] = pair('Fn::Contains', argument, evaluate);
  return isList(list) && value !== undefined && list.some((item) => same(item, value));
};

export const eachMemberEquals: Intrinsic = (argument, _scope, evaluate) => {
  const [list, value] = pair('Fn::EachMemberEquals', argument, evaluate);
  return isList(list) && value !== undefined && list.every((item) => same(item, value));
};

export const eachMemberIn: Intrinsic = (argument, _scope, evaluate) => {
  const [list, allowed] = pair('Fn::EachMemberIn', argument, evaluate);
  return isList(list) && isList(allowed) && list.every((item) => allowed.some((other) => same(item, other)));
};

function pair(name: string, argument: Value, evaluate: (value: Value) => Value): readonly Value[] {
  if (!isList(argument) || argument.length !== 2) throw invalid(`Template error: ${name} requires a list argument with two elements`);
  return argument.map(evaluate);
}

function members(name: string, argument: Value): readonly Value[] {
  if (!isList(argument) || argument.length < 2 || argument.length > 10) {
    throw invalid(`Template error: every ${name} object requires a list of at least 2 and at most 10 boolean parameters.`);
  }
  return argument;
}

function truth(name: string, value: Value): boolean {
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw invalid(`Template error: ${name} requires conditions, got ${JSON.stringify(value)}`);
}

/** Scalars are compared as text: a parameter is always text, a literal may be a number. */
function same(one: Value, other: Value): boolean {
  if (isScalar(one) && isScalar(other)) return String(one) === String(other);
  return (isList(one) || isMap(one)) && isDeepStrictEqual(one, other);
}
