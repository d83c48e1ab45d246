import type { AwsError } from '../../gateway/aws-error';
import { invalid, malformed } from './invalid';
import type { ParameterDefinition } from './template';

/** Refuses a value that its parameter does not allow. */
export function checkParameter(key: string, value: string, definition: ParameterDefinition): void {
  const items = definition.type === 'CommaDelimitedList' || definition.type.startsWith('List<') ? value.split(',').map((item) => item.trim()) : [value];
  for (const item of items) {
    const problem = problemOf(item, definition);
    if (problem !== undefined) throw constraintFailure(key, definition, problem);
  }
}

export function constraintFailure(key: string, definition: ParameterDefinition, problem: string): AwsError {
  return definition.constraintDescription === undefined
    ? invalid(`Parameter '${key}' ${problem}`)
    : invalid(`Parameter ${key} failed to satisfy constraint: ${definition.constraintDescription}`);
}

function problemOf(value: string, definition: ParameterDefinition): string | undefined {
  const { allowedValues, allowedPattern, minLength, maxLength, minValue, maxValue, type } = definition;
  const numeric = type === 'Number' || type === 'List<Number>';
  if (numeric && (value === '' || !Number.isFinite(Number(value)))) return 'must be a number';
  if (allowedValues && !allowedValues.includes(value)) return 'must be one of AllowedValues';
  if (allowedPattern !== undefined && !wholly(allowedPattern, value)) return `must match pattern ${allowedPattern}`;
  if (minLength !== undefined && value.length < minLength) return `must contain at least ${minLength} characters`;
  if (maxLength !== undefined && value.length > maxLength) return `must contain at most ${maxLength} characters`;
  if (numeric && minValue !== undefined && Number(value) < minValue) return `must be a number not less than ${minValue}`;
  if (numeric && maxValue !== undefined && Number(value) > maxValue) return `must be a number not greater than ${maxValue}`;
  return undefined;
}

function wholly(pattern: string, value: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`).test(value);
  } catch (error) {
    throw malformed(`AllowedPattern ${pattern} is not a regular expression: ${error instanceof Error ? error.message : String(error)}`);
  }
}
