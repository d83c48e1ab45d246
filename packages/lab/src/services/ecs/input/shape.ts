import { AwsError } from '../../../gateway/aws-error';
import { unsupported } from '../../../ecs/errors';

/**
 * What a member of an input may hold. `unsupported`: AWS knows it, the lab does not; only nothing (absent, empty, false) may be there.
 * A shape is a structure, a shape in a list is a list of structures.
 */
export type Kind = 'string' | 'integer' | 'boolean' | 'timestamp' | 'strings' | 'integers' | 'text-map' | 'unsupported' | Shape | readonly [Shape];

export interface Shape {
  readonly [member: string]: Kind;
}

/** Every member of an SDK structure with what it may hold. */
export type ShapeOf<T> = { readonly [Member in keyof Required<T>]: Kind };

/** Refuses what the shape does not know and what is of another type, by its place in the input. */
export function checkInput(operation: string, shape: Shape, input: object): void {
  checkStructure(operation, '', shape, input);
}

function checkStructure(operation: string, path: string, shape: Shape, value: object): void {
  for (const [member, given] of Object.entries(value).filter(([, one]) => one !== undefined)) {
    const kind = Object.hasOwn(shape, member) ? shape[member] : undefined;
    const place = path === '' ? member : `${path}.${member}`;
    if (kind === undefined) {
      throw new AwsError('InvalidParameterException', `${operation} does not know ${place}; known there are ${Object.keys(shape).sort().join(', ')}.`);
    }
    if (given !== null) {
      checkMember(operation, place, kind, given);
    }
  }
}

function checkMember(operation: string, place: string, kind: Kind, value: unknown): void {
  if (kind === 'unsupported') {
    if (!isNothing(value)) {
      throw unsupported(`${operation}: ${place} is not supported by this lab; leave it out.`);
    }
    return;
  }
  if (typeof kind === 'string') {
    const [fits, expected] = SIMPLE[kind];
    if (!fits(value)) {
      throw wrongType(place, expected, value);
    }
    return;
  }
  if (isList(kind)) {
    if (!Array.isArray(value)) {
      throw wrongType(place, 'a list of structures', value);
    }
    value.forEach((item: unknown, index) => checkMember(operation, `${place}[${index}]`, kind[0], item));
    return;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw wrongType(place, 'a structure', value);
  }
  checkStructure(operation, place, kind, value);
}

export function isList(kind: Kind): kind is readonly [Shape] {
  return Array.isArray(kind);
}

/** Nothing that anybody would miss: empty, false, 0, or a structure of such. */
function isNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === '' || value === 0) {
    return true;
  }
  return typeof value === 'object' && Object.values(value).every(isNothing);
}

const isText = (value: unknown): value is string => typeof value === 'string';

const SIMPLE: Readonly<Record<Exclude<Kind & string, 'unsupported'>, readonly [fits: (value: unknown) => boolean, expected: string]>> = {
  'string': [isText, 'a string'],
  'integer': [Number.isInteger, 'an integer'],
  'boolean': [(value) => typeof value === 'boolean', 'a boolean'],
  'timestamp': [(value) => typeof value === 'number' || value instanceof Date, 'a timestamp'],
  'strings': [(value) => Array.isArray(value) && value.every(isText), 'a list of strings'],
  'integers': [(value) => Array.isArray(value) && value.every(Number.isInteger), 'a list of integers'],
  'text-map': [(value) => typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(isText), 'a map of strings'],
};

function wrongType(place: string, expected: string, value: unknown): AwsError {
  return new AwsError('SerializationException', `${place}: expected ${expected}, got ${JSON.stringify(value)}.`);
}
