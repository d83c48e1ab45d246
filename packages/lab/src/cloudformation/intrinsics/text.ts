import { invalid } from '../template/invalid';
import { isList, isScalar } from '../template/value';
import type { Value } from '../resource-handler';
import { isUnknown, KNOWN_AFTER_APPLY, type Intrinsic } from './intrinsic';

const JOIN = 'Template error: every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined '
  + 'or a function that returns a list of strings (such as Fn::GetAZs) to be joined.';
const SELECT = 'Template error: Fn::Select requires a list argument with two elements: an integer index and a list';
const SPLIT = 'Template error: every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns '
  + 'a string to be split.';

export const join: Intrinsic = (argument, _scope, evaluate) => {
  const [delimiter, ...rest] = isList(argument) ? argument : [];
  if (typeof delimiter !== 'string' || rest.length !== 1) throw invalid(JOIN);
  const items = evaluate(rest[0] as Value);
  if (isUnknown(items)) return KNOWN_AFTER_APPLY;
  if (!isList(items)) throw invalid(JOIN);
  return items.map((item) => text(item, JOIN)).join(delimiter);
};

export const select: Intrinsic = (argument, _scope, evaluate) => {
  if (!isList(argument) || argument.length !== 2) throw invalid(SELECT);
  const index = Number(evaluate(argument[0] as Value));
  const items = evaluate(argument[1] as Value);
  if (isUnknown(items)) return KNOWN_AFTER_APPLY;
  if (!Number.isInteger(index) || !isList(items)) throw invalid(SELECT);
  const item = items[index];
  if (item === undefined || item === null) throw invalid(`Template error: Fn::Select cannot select nonexistent value at index ${index}`);
  return item;
};

export const split: Intrinsic = (argument, _scope, evaluate) => {
  const [delimiter, source] = isList(argument) && argument.length === 2 ? argument : [];
  if (typeof delimiter !== 'string' || delimiter === '' || source === undefined) throw invalid(SPLIT);
  const value = evaluate(source);
  if (isUnknown(value)) return KNOWN_AFTER_APPLY;
  if (typeof value !== 'string') throw invalid(SPLIT);
  return value.split(delimiter);
};

export const base64: Intrinsic = (argument, _scope, evaluate) => {
  const value = evaluate(argument);
  if (isUnknown(value)) return KNOWN_AFTER_APPLY;
  return Buffer.from(text(value, 'Template error: every Fn::Base64 object must have a String-typed value.')).toString('base64');
};

/** A scalar as text; everything else is refused with `otherwise`. */
export function text(value: Value, otherwise: string): string {
  if (!isScalar(value)) throw invalid(otherwise);
  return String(value);
}
