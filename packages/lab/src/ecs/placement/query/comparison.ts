/** Compares what an instance has with what the expression says. */
export type Comparison = (values: readonly string[], argument: readonly string[]) => boolean;

export interface Operator {
  readonly compare: Comparison;
  /** What follows the operator. */
  readonly argument: 'none' | 'one' | 'list' | 'pattern';
}

const equals: Comparison = (values, [wanted = '']) => values.some((value) => order(value, wanted) === 0);
const isIn: Comparison = (values, list) => values.some((value) => list.some((wanted) => order(value, wanted) === 0));
// as in java, the whole value must match
const matches: Comparison = (values, [pattern = '']) => values.some((value) => new RegExp(`^(?:${pattern})$`).test(value));
const exists: Comparison = (values) => values.length > 0;
const not = (comparison: Comparison): Comparison => (values, argument) => !comparison(values, argument);
const ordered = (holds: (order: number) => boolean): Comparison =>
  (values, [wanted = '']) => values.some((value) => holds(order(value, wanted)));

const OPERATORS: readonly (readonly [spellings: readonly string[], operator: Operator])[] = [
  [['==', 'equals'], { compare: equals, argument: 'one' }],
  [['!=', 'not_equals'], { compare: not(equals), argument: 'one' }],
  [['>', 'greater_than'], { compare: ordered((is) => is > 0), argument: 'one' }],
  [['>=', 'greater_than_equal'], { compare: ordered((is) => is >= 0), argument: 'one' }],
  [['<', 'less_than'], { compare: ordered((is) => is < 0), argument: 'one' }],
  [['<=', 'less_than_equal'], { compare: ordered((is) => is <= 0), argument: 'one' }],
  [['exists'], { compare: exists, argument: 'none' }],
  [['!exists', 'not_exists'], { compare: not(exists), argument: 'none' }],
  [['in'], { compare: isIn, argument: 'list' }],
  [['!in', 'not_in'], { compare: not(isIn), argument: 'list' }],
  [['=~', 'matches'], { compare: matches, argument: 'pattern' }],
  [['!~', 'not_matches'], { compare: not(matches), argument: 'pattern' }],
];

export function operator(text: string): Operator | undefined {
  return OPERATORS.find(([spellings]) => spellings.includes(text.toLowerCase()))?.[1];
}

/** Negative, 0 or positive. Numbers and versions part by part, dates in time, everything else as text. */
function order(left: string, right: string): number {
  if (/^\d{4}-\d\d-\d\dT/.test(left) && !Number.isNaN(Date.parse(right))) {
    return Date.parse(left) - Date.parse(right);
  }
  const version = /^\d+(\.\d+)*$/;
  if (!version.test(left) || !version.test(right)) {
    return left === right ? 0 : left < right ? -1 : 1;
  }
  const [these, those] = [left.split('.').map(Number), right.split('.').map(Number)];
  const parts = Array.from({ length: Math.max(these.length, those.length) }, (_, part) => (these[part] ?? 0) - (those[part] ?? 0));
  return parts.find((difference) => difference !== 0) ?? 0;
}
