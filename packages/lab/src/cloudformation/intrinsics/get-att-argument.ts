import type { Value } from '../resource-handler';
import { invalid } from '../template/invalid';
import { isList } from '../template/value';

/** Both ways of writing a `Fn::GetAtt`: `[resource, attribute]` and `resource.attribute`. The attribute may be a `Ref`. */
export function getAttArgument(argument: Value): readonly [logicalId: string, attribute: Value] {
  const parts = typeof argument === 'string' ? splitOnce(argument) : isList(argument) ? argument : [];
  const [logicalId, attribute] = parts;
  if (parts.length !== 2 || typeof logicalId !== 'string' || logicalId === '' || attribute === undefined || attribute === '') {
    throw invalid('Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute');
  }
  return [logicalId, attribute];
}

/** Splits at the first dot: attribute names may hold dots of their own. */
export function splitOnce(text: string): readonly string[] {
  const dot = text.indexOf('.');
  return dot < 0 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}
