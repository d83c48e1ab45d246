import { AwsError } from '../gateway/aws-error';
import { shapeOf, traitsOf, typeOf, type Model, type Reference } from './model';
import { readScalar } from './scalar';

interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Reads a small XML document; no document type, no external entities. */
export function parseXml(text: string): XmlElement {
  const root: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const open: XmlElement[] = [root];
  const malformed = (): AwsError => new AwsError('MalformedXML', 'The XML you provided was not well-formed or did not validate against our published schema');
  for (const match of text.matchAll(/<!\[CDATA\[([\s\S]*?)\]\]>|<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<(\/?)([\w:.-]+)([^<>]*?)(\/?)>|([^<]+)|</g)) {
    const [all, cdata, closing, name, attributes = '', selfClosing, characters] = match;
    const current = open.at(-1);
    if (!current || all === '<') throw malformed();
    if (cdata !== undefined) current.text += cdata;
    else if (characters !== undefined) current.text += decode(characters);
    else if (name === undefined) continue;
    else if (closing === '/') {
      if (open.length === 1 || current.name !== local(name)) throw malformed();
      open.pop();
    } else {
      const found: XmlElement = { name: local(name), attributes: attributesOf(attributes), children: [], text: '' };
      current.children.push(found);
      if (selfClosing !== '/') open.push(found);
    }
  }
  const [document] = root.children;
  if (open.length !== 1 || !document) throw malformed();
  return document;
}

/** The input members of an XML body, by the model's names. */
export function readXml(model: Model, type: string, body: Buffer): object {
  return body.length === 0 ? {} : readStruct(model, type, parseXml(body.toString('utf8')));
}

function readStruct(model: Model, type: string, source: XmlElement): object {
  const result: Record<string, unknown> = {};
  for (const [member, reference] of Object.entries(shapeOf(model, type)?.members ?? {})) {
    const traits = traitsOf(reference);
    const name = traits.xml ?? member;
    if (traits.attribute) {
      const text = source.attributes[name];
      if (text !== undefined) result[member] = text;
      continue;
    }
    const found = source.children.filter((child) => child.name === name);
    if (found.length > 0) result[member] = readValue(model, reference, found);
  }
  return result;
}

function readValue(model: Model, reference: Reference, found: readonly XmlElement[]): unknown {
  const [first] = found;
  const shape = shapeOf(model, typeOf(reference));
  if (!first) return undefined;
  if (!shape) return readScalar(typeOf(reference), first.text.trim(), first.name);
  if (shape.list === undefined) return readStruct(model, typeOf(reference), first);
  const { list } = shape;
  const flat = traitsOf(reference).flat ?? shape.flat ?? false;
  const items = flat ? found : first.children.filter(({ name }) => name === (traitsOf(list).xml ?? 'member'));
  return items.map((item) => readValue(model, list, [item]));
}

function attributesOf(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries([...text.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, name = '', one, other]) => [name, decode(one ?? other ?? '')]));
}

function decode(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (all, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
    if (hex !== undefined) return String.fromCodePoint(parseInt(hex, 16));
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    return ENTITIES[name ?? ''] ?? all;
  });
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);
