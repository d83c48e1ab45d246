/** Takes what the expression says, once; then compares it with what each instance has. */
export type Comparison = (argument: readonly string[]) => (values: readonly string[]) => boolean;

export type OperatorKind = 'equality' | 'order' | 'existence' | 'list' | 'pattern';

export interface Operator {
  readonly kind: OperatorKind;
  readonly compare: Comparison;
  /** What follows the operator. */
  readonly argument: 'none' | 'one' | 'list' | 'pattern';
}

const equals: Comparison = ([wanted = '']) => (values) => values.some((value) => order(value, wanted) === 0);
const isIn: Comparison = (list) => (values) => values.some((value) => list.some((wanted) => order(value, wanted) === 0));
const matches: Comparison = ([text = '']) => {
  const pattern = wholePattern(text);
  return (values) => values.some((value) => pattern.test(value));
};
const exists: Comparison = () => (values) => values.length > 0;
const not = (comparison: Comparison): Comparison => (argument) => {
  const holds = comparison(argument);
  return (values) => !holds(values);
};
const ordered = (holds: (order: number) => boolean): Comparison =>
  ([wanted = '']) => (values) => values.some((value) => holds(order(value, wanted)));

const OPERATORS: readonly (readonly [spellings: readonly string[], operator: Operator])[] = [
  [['==', 'equals'], { kind: 'equality', compare: equals, argument: 'one' }],
  [['!=', 'not_equals'], { kind: 'equality', compare: not(equals), argument: 'one' }],
  [['>', 'greater_than'], { kind: 'order', compare: ordered((is) => is > 0), argument: 'one' }],
  [['>=', 'greater_than_equal'], { kind: 'order', compare: ordered((is) => is >= 0), argument: 'one' }],
  [['<', 'less_than'], { kind: 'order', compare: ordered((is) => is < 0), argument: 'one' }],
  [['<=', 'less_than_equal'], { kind: 'order', compare: ordered((is) => is <= 0), argument: 'one' }],
  [['exists'], { kind: 'existence', compare: exists, argument: 'none' }],
  [['!exists', 'not_exists'], { kind: 'existence', compare: not(exists), argument: 'none' }],
  [['in'], { kind: 'list', compare: isIn, argument: 'list' }],
  [['!in', 'not_in'], { kind: 'list', compare: not(isIn), argument: 'list' }],
  [['=~', 'matches'], { kind: 'pattern', compare: matches, argument: 'pattern' }],
  [['!~', 'not_matches'], { kind: 'pattern', compare: not(matches), argument: 'pattern' }],
];

export function operator(text: string): Operator | undefined {
  return OPERATORS.find(([spellings]) => spellings.includes(text.toLowerCase()))?.[1];
}

/** As in Java, the whole value must match. Throws where the text is no pattern. */
export function wholePattern(text: string): RegExp {
  return new RegExp(`^(?:${text})$`);
}

/** Negative, 0 or positive. Numbers and versions part by part, dates in time, everything else as text. */
function order(left: string, right: string): number {
  const [moment, other] = [momentOf(left), momentOf(right)];
  if (moment !== undefined && other !== undefined) {
    return moment - other;
  }
  const version = /^\d+(\.\d+)*$/;
  if (!version.test(left) || !version.test(right)) {
    return left === right ? 0 : left < right ? -1 : 1;
  }
  const [these, those] = [left.split('.').map(Number), right.split('.').map(Number)];
  const parts = Array.from({ length: Math.max(these.length, those.length) }, (_, part) => (these[part] ?? 0) - (those[part] ?? 0));
  return parts.find((difference) => difference !== 0) ?? 0;
}

/** Dates with or without a time, which is UTC where no zone is given. */
function momentOf(text: string): number | undefined {
  const [, date, time = 'T00:00:00', zone = 'Z'] = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d:\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/.exec(text) ?? [];
  const moment = date === undefined ? Number.NaN : Date.parse(date + time + zone);
  return Number.isNaN(moment) ? undefined : moment;
}
