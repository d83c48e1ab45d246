import { matches, matchesArn, withVariables } from './match';
import type { Condition, Context } from './policy';

type Test = (given: string, wanted: string) => boolean;

const address = (text: string): number | undefined => {
  const parts = text.split('.').map(Number);
  return parts.length === 4 && parts.every((part) => part >= 0 && part < 256) ? parts.reduce((sum, part) => sum * 256 + part, 0) : undefined;
};

const inRange: Test = (given, wanted) => {
  const [base = '', length = '32'] = wanted.split('/');
  const [one, other] = [address(given), address(base)];
  const size = 2 ** (32 - Number(length));
  return one !== undefined && other !== undefined && Math.floor(one / size) === Math.floor(other / size);
};

const time = (text: string): number => (/^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text));

/** Tests by operator, without `IfExists` and without the set prefix. */
const TESTS: Readonly<Record<string, Test>> = {
  StringEquals: (given, wanted) => given === wanted,
  StringEqualsIgnoreCase: (given, wanted) => given.toLowerCase() === wanted.toLowerCase(),
  StringLike: (given, wanted) => matches(wanted, given),
  ArnEquals: (given, wanted) => matchesArn(wanted, given),
  ArnLike: (given, wanted) => matchesArn(wanted, given),
  Bool: (given, wanted) => given.toLowerCase() === wanted.toLowerCase(),
  NumericEquals: (given, wanted) => Number(given) === Number(wanted),
  NumericLessThan: (given, wanted) => Number(given) < Number(wanted),
  NumericLessThanEquals: (given, wanted) => Number(given) <= Number(wanted),
  NumericGreaterThan: (given, wanted) => Number(given) > Number(wanted),
  NumericGreaterThanEquals: (given, wanted) => Number(given) >= Number(wanted),
  DateEquals: (given, wanted) => time(given) === time(wanted),
  DateLessThan: (given, wanted) => time(given) < time(wanted),
  DateLessThanEquals: (given, wanted) => time(given) <= time(wanted),
  DateGreaterThan: (given, wanted) => time(given) > time(wanted),
  DateGreaterThanEquals: (given, wanted) => time(given) >= time(wanted),
  BinaryEquals: (given, wanted) => given === wanted,
  IpAddress: inRange,
};

/** The same tests, denied: true when none of the wanted values matches. */
const NEGATED: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
  NotIpAddress: 'IpAddress',
};

interface Operator {
  readonly base: string;
  readonly negated: boolean;
  readonly ifExists: boolean;
  readonly set?: 'ForAnyValue' | 'ForAllValues';
}

/** Undefined for an operator that IAM does not have. */
export function parseOperator(text: string): Operator | undefined {
  const match = /^(?:(ForAnyValue|ForAllValues):)?(\w+?)(IfExists)?$/.exec(text);
  const name = match?.[2];
  if (name === undefined) return undefined;
  const base = NEGATED[name] ?? name;
  if (base !== 'Null' && TESTS[base] === undefined) return undefined;
  const set = match?.[1] as Operator['set'];
  return { base, negated: NEGATED[name] !== undefined, ifExists: match?.[3] !== undefined, ...(set && { set }) };
}

/** Whether a call's context meets a condition. */
export function meets(condition: Condition, context: Context): boolean {
  const operator = parseOperator(condition.operator);
  if (!operator) return false;
  const given = valuesOf(context, condition.key);
  if (operator.base === 'Null') return condition.values.some((wanted) => (wanted.toLowerCase() === 'true') === (given === undefined));
  // a key that is not there: a negated operator holds, a set operator knows its own answer
  if (given === undefined) return operator.ifExists || operator.set === 'ForAllValues' || (operator.negated && operator.set === undefined);
  const test = TESTS[operator.base];
  if (!test) return false;
  const wanted = condition.values.map((value) => withVariables(value, (key) => valuesOf(context, key)?.[0])).filter((value) => value !== undefined);
  const passes = (value: string): boolean => wanted.some((one) => test(value, one)) !== operator.negated;
  if (operator.set === 'ForAllValues') return given.every(passes);
  // without a set prefix a negated operator must hold for every value
  return operator.negated && operator.set === undefined ? given.every(passes) : given.some(passes);
}

/** Condition keys are not case sensitive. */
export function valuesOf(context: Context, key: string): readonly string[] | undefined {
  const found = context[key] ?? Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
  return found === undefined ? undefined : typeof found === 'string' ? [found] : found;
}
