import type { Value } from '../resource-handler';
import { checkParameter, constraintFailure } from './parameter-constraints';
import { invalid } from './invalid';
import type { ParameterDefinition } from './template';

/** One parameter as a caller gives it. */
export interface GivenParameter {
  readonly ParameterKey?: string;
  readonly ParameterValue?: string;
  /** Take the value that the stack has now. */
  readonly UsePreviousValue?: boolean;
}

/** One parameter of a stack. Plain JSON: kept with the stack. */
export interface StackParameter {
  readonly key: string;
  /** As given, or the default: for an SSM type the name of the parameter in SSM. */
  readonly value: string;
  /** Only for SSM types: what the name stood for when it was looked up. */
  readonly resolvedValue?: string;
  readonly noEcho: boolean;
  /** What `Ref` gives. */
  readonly ref: string | readonly string[];
}

/** Reads SSM parameters by name: a list's members are joined with commas. Names that do not exist are left out. */
export type ParameterLookup = (names: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/** Values for all parameters of a template; SSM types are looked up anew each time, as CloudFormation does. */
export async function resolveParameters(
  definitions: Readonly<Record<string, ParameterDefinition>>,
  given: readonly GivenParameter[],
  previous: readonly StackParameter[],
  lookup: ParameterLookup,
): Promise<readonly StackParameter[]> {
  const values = plainValues(definitions, given, previous);
  const names = [...new Set([...values].filter(([key]) => isSsmValue(definitions[key]?.type)).map(([, value]) => value))];
  const found = names.length === 0 ? new Map<string, string>() : await lookup(names);
  const missing = names.filter((name) => !found.has(name));
  if (missing.length > 0) throw invalid(`Unable to fetch parameters [${missing.join(',')}] from parameter store for this account.`);
  return [...values].map(([key, value]) => stackParameter(key, value, definitions[key] as ParameterDefinition, found));
}

function plainValues(
  definitions: Readonly<Record<string, ParameterDefinition>>, given: readonly GivenParameter[], previous: readonly StackParameter[],
): ReadonlyMap<string, string> {
  const unknown = given.map(({ ParameterKey }) => ParameterKey ?? '').filter((key) => !Object.hasOwn(definitions, key));
  if (unknown.length > 0) throw invalid(`Parameters: [${unknown.join(', ')}] do not exist in the template`);
  const byKey = new Map(given.map((parameter) => [parameter.ParameterKey, parameter]));
  const values = new Map<string, string>();
  const missing: string[] = [];
  for (const [key, definition] of Object.entries(definitions)) {
    const parameter = byKey.get(key);
    const value = parameter?.UsePreviousValue === true
      ? previous.find((before) => before.key === key)?.value
      : parameter?.ParameterValue ?? definition.defaultValue;
    if (value === undefined) missing.push(key);
    else values.set(key, value);
  }
  if (missing.length > 0) throw invalid(`Parameters: [${missing.join(', ')}] must have values`);
  for (const [key, value] of values) checkParameter(key, value, definitions[key] as ParameterDefinition);
  return values;
}

function stackParameter(key: string, value: string, definition: ParameterDefinition, found: ReadonlyMap<string, string>): StackParameter {
  const common = { key, value, noEcho: definition.noEcho };
  if (!isSsmValue(definition.type)) return { ...common, ref: isListType(definition.type) ? listOf(value) : value };
  const resolvedValue = found.get(value) ?? '';
  const inner = /^AWS::SSM::Parameter::Value<(.*)>$/.exec(definition.type)?.[1] ?? '';
  const problem = inner.endsWith('AWS::EC2::Image::Id') && !/^ami-[0-9a-f]{8,17}$/.test(resolvedValue);
  if (problem) throw constraintFailure(key, definition, `must give an AMI ID, got ${JSON.stringify(resolvedValue)} from SSM parameter ${value}`);
  return { ...common, resolvedValue, ref: isListType(inner) ? listOf(resolvedValue) : resolvedValue };
}

function isSsmValue(type: string | undefined): boolean {
  return type?.startsWith('AWS::SSM::Parameter::Value<') ?? false;
}

function isListType(type: string): boolean {
  return type === 'CommaDelimitedList' || type.startsWith('List<');
}

function listOf(value: string): readonly string[] {
  return value.split(',').map((item) => item.trim());
}

/** What `Ref` gives for a parameter of the stack. */
export function parameterRef(parameters: readonly StackParameter[], name: string): Value | undefined {
  return parameters.find(({ key }) => key === name)?.ref;
}
