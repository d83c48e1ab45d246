import type { Value } from '../resource-handler';
import { malformed } from './invalid';
import type { ParameterDefinition } from './template';
import { isList, isScalar, type ValueMap } from './value';

const KNOWN = ['Type', 'Default', 'Description', 'ConstraintDescription', 'AllowedValues', 'AllowedPattern', 'MinLength', 'MaxLength', 'MinValue', 'MaxValue',
  'NoEcho'];
const SIMPLE_TYPES = ['String', 'Number', 'List<Number>', 'CommaDelimitedList'];
/** `AWS::EC2::VPC::Id`, `List<AWS::EC2::Subnet::Id>`… */
const RESOURCE_TYPE = /^(List<)?AWS::(EC2|Route53)::[A-Za-z]+::[A-Za-z]+(>)?$/;
const SSM_TYPE = /^AWS::SSM::Parameter::(Name|Value<(String|CommaDelimitedList|List<String>|(List<)?AWS::(EC2|Route53)::[A-Za-z]+::[A-Za-z]+>?)>)$/;

export function parseParameterDefinition(name: string, definition: ValueMap): ParameterDefinition {
  if (!/^[A-Za-z0-9]+$/.test(name)) throw malformed(`Parameter name ${name} is non alphanumeric.`);
  const unknown = Object.keys(definition).filter((key) => !KNOWN.includes(key));
  if (unknown.length > 0) throw malformed(`Invalid template parameter property '${unknown[0]}'`);
  const type = definition.Type;
  if (typeof type !== 'string') throw malformed(`Every Parameters object must contain a Type member: ${name}`);
  if (!SIMPLE_TYPES.includes(type) && !RESOURCE_TYPE.test(type) && !SSM_TYPE.test(type)) throw malformed(`Unrecognized parameter type: ${type}`);
  return {
    type,
    noEcho: definition.NoEcho === true || definition.NoEcho === 'true',
    ...optional('defaultValue', text(definition.Default)),
    ...optional('description', text(definition.Description)),
    ...optional('constraintDescription', text(definition.ConstraintDescription)),
    ...optional('allowedValues', isList(definition.AllowedValues) ? definition.AllowedValues.map(String) : undefined),
    ...optional('allowedPattern', text(definition.AllowedPattern)),
    ...optional('minLength', number(name, definition.MinLength)),
    ...optional('maxLength', number(name, definition.MaxLength)),
    ...optional('minValue', number(name, definition.MinValue)),
    ...optional('maxValue', number(name, definition.MaxValue)),
  };
}

function optional<Key extends keyof ParameterDefinition>(key: Key, value: ParameterDefinition[Key] | undefined): Partial<ParameterDefinition> {
  return value === undefined ? {} : { [key]: value };
}

function text(value: Value | undefined): string | undefined {
  return isScalar(value) ? String(value) : undefined;
}

function number(name: string, value: Value | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (!isScalar(value) || !Number.isFinite(Number(value))) throw malformed(`limits of parameter ${name} must be numbers, got ${JSON.stringify(value)}`);
  return Number(value);
}
