import { isUnknown } from '../intrinsics/intrinsic';
import type { Properties, Value } from '../resource-handler';
import { invalid } from '../template/invalid';
import { isList, isMap, kindOf, type ValueMap } from '../template/value';
import type { PropertySchemas, PropertyType, ResourceSchema } from './schema';

/** One finding, with the place it is about. */
interface Finding {
  readonly path: string;
  readonly message: string;
}

const TAG: PropertySchemas = new Map([
  ['Key', { type: 'string', required: true, replacement: 'never' }],
  ['Value', { type: 'string', required: true, replacement: 'never' }],
]);

/**
 * Checks properties against the schema of their type and gives them the schema's own types, as CloudFormation does: `"2"` for a number
 * becomes 2, 8080 for a string becomes `"8080"`. Rejects with all findings. What only the execution will show fits every type.
 */
export function conform(logicalId: string, properties: Properties, schema: ResourceSchema): Properties {
  const findings: Finding[] = [];
  const result = new Conformance(schema, findings).members(properties, schema.properties, '#', schema.open);
  if (findings.length === 0) return result;
  const messages = findings.map(({ path, message }) => `${path}: ${message}`).join(', ');
  throw invalid(`Properties validation failed for resource ${logicalId} (${schema.typeName}) with message: [${messages}]`);
}

class Conformance {
  constructor(private readonly schema: ResourceSchema, private readonly findings: Finding[]) {}

  members(value: ValueMap, schemas: PropertySchemas, path: string, open: boolean): ValueMap {
    for (const [name, { required }] of schemas) {
      if (required && !Object.hasOwn(value, name)) this.find(path, `required key [${name}] not found`);
    }
    return Object.fromEntries(Object.entries(value).map(([name, member]) => {
      const known = schemas.get(name);
      if (known) return [name, this.value(member, known.type, `${path}/${name}`)];
      if (!open) this.find(path, `extraneous key [${name}] is not permitted, allowed are ${[...schemas.keys()].join(', ')}`);
      return [name, member];
    }));
  }

  private value(value: Value, type: PropertyType, path: string): Value {
    if (isUnknown(value) && type !== 'string') return value;
    if (typeof type === 'string') return this.scalar(value, type, path);
    if ('list' in type) {
      if (isList(value)) return value.map((item, index) => this.value(item, type.list, `${path}/${index}`));
      return this.wrong(value, path, 'List');
    }
    if ('any' in type) return this.alternative(value, type.any, path);
    if (!isMap(value)) return this.wrong(value, path, 'Object');
    if ('map' in type) return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, this.value(member, type.map, `${path}/${name}`)]));
    return this.members(value, this.schema.types.get(type.ref) ?? new Map(), path, false);
  }

  private scalar(value: Value, type: PropertyType & string, path: string): Value {
    switch (type) {
      case 'json': return value;
      case 'tag': return isMap(value) ? this.members(value, TAG, path, false) : this.wrong(value, path, 'Object');
      case 'boolean': {
        if (typeof value === 'boolean') return value;
        return value === 'true' || value === 'false' ? value === 'true' : this.wrong(value, path, 'Boolean');
      }
      case 'integer':
      case 'number': {
        const number = typeof value === 'number' || (typeof value === 'string' && value.trim() !== '') ? Number(value) : Number.NaN;
        if (type === 'integer' ? Number.isInteger(number) : Number.isFinite(number)) return number;
        return this.wrong(value, path, type === 'integer' ? 'Integer' : 'Number');
      }
      default: return isMap(value) || isList(value) || value === null ? this.wrong(value, path, 'String') : String(value);
    }
  }

  /** The first alternative that fits; where none does, the findings of the first one. */
  private alternative(value: Value, types: readonly PropertyType[], path: string): Value {
    for (const type of types) {
      const findings: Finding[] = [];
      const result = new Conformance(this.schema, findings).value(value, type, path);
      if (findings.length === 0) return result;
    }
    return this.value(value, types[0] ?? 'json', path);
  }

  private wrong(value: Value, path: string, expected: string): Value {
    this.find(path, `expected type: ${expected}, found: ${kindOf(value)}`);
    return value;
  }

  private find(path: string, message: string): void {
    this.findings.push({ path, message });
  }
}
