import { shapeOf, traitsOf, typeOf, type Model, type Reference } from './model';
import { writeScalar } from './scalar';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#xD;' };
// characters that XML 1.0 cannot carry
const FORBIDDEN = new RegExp('[\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\uFFFE\\uFFFF]', 'g');

export const escapeXml = (text: string): string => text.replace(/[&<>"\r]/g, (character) => ESCAPES[character] ?? character).replace(FORBIDDEN, '\uFFFD');

export const element = (name: string, content: string, attributes = ''): string => `<${name}${attributes}>${content}</${name}>`;

/** How lists without a model name their items. */
export type ItemName = 'member' | 'item';

/** The members of an operation's output as XML; members that the model does not know are left out. */
export function writeOutput(model: Model, operation: string, output: unknown, itemName: ItemName): string {
  const known = model.operations[operation];
  if (!known) return writePlain(output, itemName);
  return known.output === undefined ? '' : writeMembers(model, `#${known.output}`, output, itemName);
}

/** The members of a structure, one element each. */
export function writeMembers(model: Model, type: string, value: unknown, itemName: ItemName): string {
  if (value === null || typeof value !== 'object') return '';
  const given = value as Readonly<Record<string, unknown>>;
  return Object.entries(shapeOf(model, type)?.members ?? {}).map(([member, reference]) => {
    const traits = traitsOf(reference);
    if (traits.header !== undefined || traits.prefixHeaders !== undefined || traits.responseCode || traits.attribute) return '';
    return writeNamed(model, traits.xml ?? member, reference, given[member], itemName);
  }).join('');
}

/** One value as an element of that name (several for a flat list). */
export function writeNamed(model: Model, name: string, reference: Reference, value: unknown, itemName: ItemName): string {
  if (value === undefined || value === null) return '';
  const shape = shapeOf(model, typeOf(reference));
  if (!shape) return element(name, escapeXml(writeScalar(value)));
  const flat = traitsOf(reference).flat ?? shape.flat ?? false;
  if (shape.list !== undefined) {
    const { list } = shape;
    const itemElement = flat ? name : traitsOf(list).xml ?? itemName;
    const items = (Array.isArray(value) ? value : [value]).map((item: unknown) => writeNamed(model, itemElement, list, item, itemName)).join('');
    return flat ? items : element(name, items);
  }
  if (shape.key !== undefined && shape.value !== undefined) {
    const { key, value: inner } = shape;
    const entries = Object.entries(value as object).map(([k, v]: [string, unknown]) => element(flat ? name : 'entry',
      element(traitsOf(key).xml ?? 'key', escapeXml(k)) + writeNamed(model, traitsOf(inner).xml ?? 'value', inner, v, itemName))).join('');
    return flat ? entries : element(name, entries);
  }
  return element(name, writeMembers(model, typeOf(reference), value, itemName), attributesOf(model, typeOf(reference), value));
}

function attributesOf(model: Model, type: string, value: unknown): string {
  const given = value as Readonly<Record<string, unknown>>;
  return Object.entries(shapeOf(model, type)?.members ?? {}).map(([member, reference]) => {
    const { attribute, xml } = traitsOf(reference);
    return attribute && given[member] !== undefined ? ` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ${xml ?? member}="${escapeXml(String(given[member]))}"` : '';
  }).join('');
}

/** Without a model: names as they are, lists by `itemName`. */
function writePlain(value: unknown, itemName: ItemName): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map((item: unknown) => element(itemName, writePlain(item, itemName))).join('');
  if (typeof value !== 'object' || value instanceof Date || value instanceof Uint8Array) return escapeXml(writeScalar(value));
  return Object.entries(value).filter(([, member]) => member !== undefined && member !== null).map(([name, member]: [string, unknown]) =>
    element(itemName === 'item' ? `${name.charAt(0).toLowerCase()}${name.slice(1)}` : name, writePlain(member, itemName))).join('');
}
