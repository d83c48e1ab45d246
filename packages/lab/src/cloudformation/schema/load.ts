import type { PropertySchemas, PropertyType, Replacement, ResourceSchema } from './schema';

/** Schemas by resource type name. */
export interface Schemas {
  get(typeName: string): ResourceSchema | undefined;
}

/** A property in the index: its type alone, or type, required and replacement. */
type PropertyEntry = PropertyType | readonly [type: PropertyType, required?: 0 | 1, replacement?: 0 | 1 | 2];
type PropertyEntries = Readonly<Record<string, PropertyEntry>>;
interface ResourceEntry {
  readonly properties: PropertyEntries;
  readonly types: Readonly<Record<string, PropertyEntries>>;
  readonly attributes: readonly string[];
  readonly identifier?: readonly string[];
  readonly ref?: readonly string[];
  readonly arn?: string;
  readonly tags?: string;
}

const REPLACEMENTS: readonly Replacement[] = ['never', 'always', 'conditionally'];
/** Types of CloudFormation and CDK themselves that the service spec does not describe. */
const OWN_TYPES: Readonly<Record<string, ResourceEntry>> = {
  'AWS::CDK::Metadata': { properties: { Analytics: 'string' }, types: {}, attributes: [] },
};

let loading: Promise<Schemas> | undefined;

/** Reads the compact index at first use: a lab without stacks never pays for it. */
export function loadSchemas(): Promise<Schemas> {
  loading ??= import('../../../schemas/index.json').then((module) => createSchemas(module.default as unknown as Record<string, ResourceEntry>));
  return loading;
}

function createSchemas(index: Readonly<Record<string, ResourceEntry>>): Schemas {
  const decoded = new Map<string, ResourceSchema>();
  return {
    get(typeName) {
      const known = decoded.get(typeName);
      if (known) return known;
      const schema = isCustomType(typeName) ? customSchema(typeName) : decode(typeName, OWN_TYPES[typeName] ?? index[typeName]);
      if (schema) decoded.set(typeName, schema);
      return schema;
    },
  };
}

/** Schemas that can be asked without waiting, once something has waited for them. */
export class LoadedSchemas implements Schemas {
  private schemas: Schemas | undefined;

  async load(): Promise<void> {
    this.schemas = await loadSchemas();
  }

  get(typeName: string): ResourceSchema | undefined {
    if (!this.schemas) throw new Error('schemas are asked for before they are loaded');
    return this.schemas.get(typeName);
  }
}

/** Resource types that a Lambda function of the user implements. */
export function isCustomType(typeName: string): boolean {
  return typeName.startsWith('Custom::') || typeName === 'AWS::CloudFormation::CustomResource';
}

function customSchema(typeName: string): ResourceSchema {
  const properties = decodeProperties({ ServiceToken: ['string', 1], ServiceTimeout: 'integer' });
  return { typeName, properties, types: new Map(), attributes: [], identifier: [], open: true };
}

function decode(typeName: string, entry: ResourceEntry | undefined): ResourceSchema | undefined {
  if (!entry) return undefined;
  const { properties, types, identifier = [], ...rest } = entry;
  return {
    ...rest, typeName, identifier, open: false,
    properties: decodeProperties(properties),
    types: new Map(Object.entries(types).map(([name, members]) => [name, decodeProperties(members)])),
  };
}

function decodeProperties(entries: PropertyEntries): PropertySchemas {
  return new Map(Object.entries(entries).map(([name, entry]) => {
    const [type, required = 0, replacement = 0] = isPlainType(entry) ? [entry] : entry;
    return [name, { type, required: required === 1, replacement: REPLACEMENTS[replacement] ?? 'never' }];
  }));
}

function isPlainType(entry: PropertyEntry): entry is PropertyType {
  return !Array.isArray(entry);
}
