import { AwsError } from '../gateway/aws-error';
import { shapeOf, traitsOf, typeOf, type Model, type Reference, type Traits } from './model';
import { itemsOf, plainOf, treeOf, type Tree } from './query-tree';
import { readScalar } from './scalar';

/** How the two query protocols differ. */
export interface QueryDialect {
  /** EC2 flattens every list. */
  readonly flat: boolean;
  /** Name of a member in a request. */
  wireName(member: string, traits: Traits): string;
  /** Refusal of a parameter that the operation does not have. */
  unknown(name: string, operation: string): AwsError;
}

export const AWS_QUERY: QueryDialect = {
  flat: false,
  wireName: (member, { xml }) => xml ?? member,
  unknown: (name, operation) => new AwsError('ValidationError', `${operation} has no parameter ${name}`),
};

export const EC2_QUERY: QueryDialect = {
  flat: true,
  wireName: (member, { ec2, xml }) => ec2 ?? capitalised(xml ?? member),
  unknown: (name) => new AwsError('UnknownParameter', `The parameter ${name} is not recognized`),
};

const capitalised = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
const PROTOCOL_PARAMETERS = new Set(['Action', 'Version', 'X-Amz-Security-Token', 'X-Amz-Algorithm', 'X-Amz-Credential', 'X-Amz-Date', 'X-Amz-Expires', 'X-Amz-SignedHeaders', 'X-Amz-Signature']);

/** The input of a query request, with numbers, booleans and dates as such. */
export function readQueryInput(model: Model, operation: string, parameters: URLSearchParams, dialect: QueryDialect): object {
  const entries = Object.entries(treeOf(parameters)).filter(([name]) => !PROTOCOL_PARAMETERS.has(name));
  const tree = Object.fromEntries(entries);
  const known = model.operations[operation];
  if (!known) return Object.fromEntries(entries.map(([name, value]) => [name, plainOf(value)]));
  if (known.input === undefined) return {};
  return new Reader(model, operation, dialect).struct(`#${known.input}`, tree, '') as object;
}

class Reader {
  constructor(private readonly model: Model, private readonly operation: string, private readonly dialect: QueryDialect) {}

  struct(type: string, tree: Tree, where: string): unknown {
    const members = shapeOf(this.model, type)?.members ?? {};
    if (typeof tree === 'string') {
      if (tree === '') return {};
      throw new AwsError('ValidationError', `${where} must be a structure with members ${Object.keys(members).join(', ')}`);
    }
    const result: Record<string, unknown> = {};
    const left = new Set(Object.keys(tree));
    for (const [member, reference] of Object.entries(members)) {
      const name = this.dialect.wireName(member, traitsOf(reference));
      const value = tree[name];
      if (value === undefined) continue;
      left.delete(name);
      result[member] = this.value(reference, value, where === '' ? name : `${where}.${name}`);
    }
    for (const name of left) throw this.dialect.unknown(where === '' ? name : `${where}.${name}`, this.operation);
    return result;
  }

  private value(reference: Reference, tree: Tree, where: string): unknown {
    const type = typeOf(reference);
    const shape = shapeOf(this.model, type);
    if (!shape) {
      if (typeof tree !== 'string') throw new AwsError('ValidationError', `${where} must be a ${type}, not a structure`);
      return readScalar(type, tree, where);
    }
    const flat = this.dialect.flat || (traitsOf(reference).flat ?? shape.flat ?? false);
    if (shape.list !== undefined) return this.list(shape.list, tree, flat, where);
    if (shape.key !== undefined && shape.value !== undefined) return this.map(shape.key, shape.value, tree, flat, where);
    return this.struct(type, tree, where);
  }

  private list(item: Reference, tree: Tree, flat: boolean, where: string): unknown {
    // an empty list is sent as an empty text
    if (typeof tree === 'string') return tree === '' ? [] : [this.value(item, tree, `${where}.1`)];
    const inner = flat ? tree : tree[traitsOf(item).xml ?? 'member'] ?? tree.member;
    return itemsOf(inner).map((one, index) => this.value(item, one, `${where}.${index + 1}`));
  }

  private map(key: Reference, value: Reference, tree: Tree, flat: boolean, where: string): unknown {
    const inner = flat || typeof tree === 'string' ? tree : tree.entry;
    return Object.fromEntries(itemsOf(inner).map((entry) => {
      const [k, v] = typeof entry === 'string' ? [] : [entry[traitsOf(key).xml ?? 'key'], entry[traitsOf(value).xml ?? 'value']];
      if (typeof k !== 'string' || v === undefined) throw new AwsError('ValidationError', `${where} has an entry without key or value`);
      return [k, this.value(value, v, `${where}.${k}`)];
    }));
  }
}
