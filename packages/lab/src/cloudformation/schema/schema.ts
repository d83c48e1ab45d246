/** Type of a property, as in the compact index. */
export type PropertyType =
  | 'string' | 'number' | 'integer' | 'boolean' | 'json' | 'date-time' | 'tag' | 'null'
  | { readonly list: PropertyType }
  | { readonly map: PropertyType }
  | { readonly any: readonly PropertyType[] }
  /** A nested type of the same resource type. */
  | { readonly ref: string };

/** What becomes of a resource when a property changes: nothing, a replacement, or one of both, which only the service knows. */
export type Replacement = 'never' | 'always' | 'conditionally';

export interface PropertySchema {
  readonly type: PropertyType;
  readonly required: boolean;
  readonly replacement: Replacement;
}

export type PropertySchemas = ReadonlyMap<string, PropertySchema>;

/** What the lab knows of a resource type. */
export interface ResourceSchema {
  readonly typeName: string;
  readonly properties: PropertySchemas;
  readonly types: ReadonlyMap<string, PropertySchemas>;
  readonly attributes: readonly string[];
  /** Properties or attributes that name the resource. */
  readonly identifier: readonly string[];
  /** What `Ref` gives, where it is not the whole identifier. */
  readonly ref?: readonly string[];
  /** For example `arn:${Partition}:ecr:${Region}:${Account}:repository/${RepositoryName}`. */
  readonly arn?: string;
  /** Property that holds the tags, where the type can be tagged. */
  readonly tags?: string;
  /** Any property is allowed: custom resources. */
  readonly open: boolean;
}
