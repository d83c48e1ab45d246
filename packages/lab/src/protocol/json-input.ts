import { AwsError } from '../gateway/aws-error';
import { type Model, type Reference, shapeOf, typeOf } from './model';

/** Refuses what the operation's model does not know and what is of another type, by its place. Nothing is refused where there is no model. */
export function checkJsonInput(model: Model, operation: string, input: object): void {
  const shape = model.operations[operation]?.input;
  if (shape !== undefined) check(model, `#${shape}`, input, operation, '');
}

function check(model: Model, reference: Reference, value: unknown, operation: string, place: string): void {
  if (value === null || value === undefined) return;
  const type = typeOf(reference);
  const shape = shapeOf(model, type);
  if (shape === undefined) {
    const expected = SIMPLE[type];
    if (expected !== undefined && !expected.includes(typeof value)) throw wrong(place, `a ${expected[0]}`, value);
    return;
  }
  if (shape.list !== undefined) {
    if (!Array.isArray(value)) throw wrong(place, 'a list', value);
    for (const [index, item] of value.entries()) check(model, shape.list, item, operation, `${place}[${index}]`);
    return;
  }
  if (typeof value !== 'object' || Array.isArray(value)) throw wrong(place, 'a structure', value);
  for (const [name, member] of Object.entries(value)) {
    const inner = place === '' ? name : `${place}.${name}`;
    const known = shape.members === undefined ? shape.value : Object.hasOwn(shape.members, name) ? shape.members[name] : undefined;
    if (known === undefined) {
      throw new AwsError('SerializationException', `${operation} does not know ${inner}; known there are ${Object.keys(shape.members ?? {}).sort().join(', ')}.`);
    }
    check(model, known, member, operation, inner);
  }
}

/** Types of JSON that may stand for a simple type; anything may for a document. */
const SIMPLE: Readonly<Record<string, readonly string[]>> = {
  'string': ['string'], 'number': ['number'], 'boolean': ['boolean'], 'blob': ['string'], 'timestamp': ['number', 'string'],
  'date-time': ['string', 'number'], 'http-date': ['string', 'number'], 'epoch-seconds': ['number', 'string'],
};

const wrong = (place: string, expected: string, value: unknown): AwsError =>
  new AwsError('SerializationException', `${place}: expected ${expected}, got ${JSON.stringify(value)}.`);
