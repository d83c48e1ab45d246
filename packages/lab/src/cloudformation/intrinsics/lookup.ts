import { invalid } from '../template/invalid';
import { isList } from '../template/value';
import { getAttArgument } from './get-att-argument';
import { isUnknown, type Intrinsic } from './intrinsic';

export const ref: Intrinsic = (argument, scope) => {
  if (typeof argument !== 'string') throw invalid('Template error: every Ref object must have a single String value.');
  const value = scope.ref(argument);
  if (value === undefined) throw invalid(`Template format error: Unresolved resource dependencies [${argument}] in the Resources block of the template`);
  return value;
};

export const getAtt: Intrinsic = (argument, scope, evaluate) => {
  const [logicalId, attribute] = getAttArgument(argument);
  const name = evaluate(attribute);
  if (typeof name !== 'string') throw invalid('Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute');
  return scope.getAtt(logicalId, name);
};

export const findInMap: Intrinsic = (argument, scope, evaluate) => {
  const keys = isList(argument) ? argument.map(evaluate) : [];
  const [map, topKey, secondKey, ...more] = keys.map(String);
  if (map === undefined || topKey === undefined || secondKey === undefined || more.length > 0) {
    throw invalid('Template error: every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value');
  }
  const value = scope.mapping(map, topKey, secondKey);
  if (value === undefined) throw invalid(`Template error: Unable to get mapping for ${map}::${topKey}::${secondKey}`);
  return value;
};

export const getAzs: Intrinsic = (argument, scope, evaluate) => {
  const region = evaluate(argument);
  if (typeof region !== 'string') throw invalid('Template error: every Fn::GetAZs object must have a single String value.');
  const current = scope.ref('AWS::Region');
  return scope.zones(region === '' && typeof current === 'string' ? current : region);
};

export const importValue: Intrinsic = (argument, scope, evaluate) => {
  const name = evaluate(argument);
  if (typeof name !== 'string' || name === '') throw invalid('Template error: the attribute in Fn::ImportValue must be a non-empty string');
  if (isUnknown(name)) throw invalid('Template error: the attribute in Fn::ImportValue must not depend on any resources, imported values, or Fn::GetAZs');
  return scope.importValue(name);
};
