import { Json, link, list, object, Resource, ResourceSource, text } from './resource';

/** One template of a cloud assembly. */
export interface TemplateFile {
  /** Path of its stack in the app. */
  readonly path: string;
  readonly body: Json;
  /** Paths of its resources in the app, by logical id. */
  readonly paths: ReadonlyMap<string, string>;
  /** The nested stack that it is the template of. */
  readonly parent?: { readonly template: TemplateFile; readonly logicalId: string };
}

interface TemplateResource extends Resource {
  readonly template: TemplateFile;
  readonly logicalId: string;
}

/** Reads resources from the templates of one stage, and follows what leads from one template to another. */
export class TemplateSource implements ResourceSource {
  public readonly resources: readonly TemplateResource[];
  private readonly byKey = new Map<string, TemplateResource>();
  private readonly nested = new Map<string, TemplateFile>();
  private readonly exports = new Map<string, { readonly template: TemplateFile; readonly value: unknown }>();

  constructor(templates: readonly TemplateFile[]) {
    this.resources = templates.flatMap((template) =>
      Object.keys(object(template.body.Resources)).map((logicalId) => this.resource(template, logicalId)));
    for (const template of templates) {
      if (template.parent !== undefined) {
        this.nested.set(key(template.parent.template, template.parent.logicalId), template);
      }
      for (const output of Object.values(object(template.body.Outputs)).map(object)) {
        const name = text(object(output.Export).Name);
        if (name !== undefined) {
          this.exports.set(name, { template, value: output.Value });
        }
      }
    }
  }

  public properties(resource: Resource): Json {
    const { template, logicalId } = this.own(resource);
    return object(this.linked(template, this.definition(template, logicalId).Properties));
  }

  public target(of: string): Resource | undefined {
    return this.byKey.get(of);
  }

  public dependencies(resource: Resource): ReadonlySet<Resource> {
    const { template, logicalId } = this.own(resource);
    const { DependsOn: before } = this.definition(template, logicalId);
    const ids = typeof before === 'string' ? [before] : list(before);
    return new Set(ids.flatMap((id) => this.byKey.get(key(template, String(id))) ?? []));
  }

  public template(resource: Resource): unknown {
    return this.own(resource).template;
  }

  public isConditional(resource: Resource): boolean {
    const { template, logicalId } = this.own(resource);
    return this.definition(template, logicalId).Condition !== undefined;
  }

  private resource(template: TemplateFile, logicalId: string): TemplateResource {
    const path = template.paths.get(logicalId) ?? `${template.path}/${logicalId}`;
    const resource = { cfnResourceType: text(this.definition(template, logicalId).Type) ?? '', node: { path }, template, logicalId };
    this.byKey.set(key(template, logicalId), resource);
    return resource;
  }

  private own(resource: Resource): TemplateResource {
    const { template, logicalId } = resource as Partial<TemplateResource>;
    const own = template && logicalId !== undefined ? this.byKey.get(key(template, logicalId)) : undefined;
    if (own === undefined) {
      throw new Error(`a template is read: got '${resource.node.path}' from elsewhere, allowed are resources of this source; read it with its own`);
    }
    return own;
  }

  private definition(template: TemplateFile, logicalId: string): Json {
    return object(object(template.body.Resources)[logicalId]);
  }

  /** The value with links in the place of references. */
  private linked(template: TemplateFile, value: unknown): unknown {
    if (Array.isArray(value)) {
      return value.map((element) => this.linked(template, element));
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    const [only, ...others] = Object.entries(value);
    const found = only !== undefined && others.length === 0 ? this.reference(template, only[0], only[1]) : undefined;
    return found ?? Object.fromEntries(Object.entries(value).map(([name, element]) => [name, this.linked(template, element)]));
  }

  private reference(template: TemplateFile, intrinsic: string, argument: unknown): unknown {
    switch (intrinsic) {
      case 'Ref': return this.ref(template, String(argument));
      case 'Fn::GetAtt': return this.attribute(template, Array.isArray(argument) ? argument.map(String) : String(argument).split(/\.(.*)/));
      case 'Fn::ImportValue': {
        const exported = this.exports.get(String(argument));
        return exported && this.linked(exported.template, exported.value);
      }
      default: return undefined;
    }
  }

  private ref(template: TemplateFile, id: string): unknown {
    if (this.byKey.has(key(template, id))) {
      return link(key(template, id));
    }
    const { parent } = template;
    const given = parent && object(object(this.definition(parent.template, parent.logicalId).Properties).Parameters)[id];
    return parent && given !== undefined ? this.linked(parent.template, given) : undefined;
  }

  private attribute(template: TemplateFile, [id, attribute = '']: string[]): unknown {
    const inner = this.nested.get(key(template, id));
    if (inner === undefined || !attribute.startsWith('Outputs.')) {
      return this.byKey.has(key(template, id)) ? link(key(template, id)) : undefined;
    }
    const output = object(object(inner.body.Outputs)[attribute.slice('Outputs.'.length)]);
    return this.linked(inner, output.Value);
  }
}

function key({ path }: TemplateFile, logicalId: string): string {
  return `${path}#${logicalId}`;
}
