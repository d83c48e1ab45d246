import { dependenciesOf, ordered, type Dependencies } from '../graph/dependencies';
import { evaluateProperties } from '../intrinsics/evaluate';
import type { Scope } from '../intrinsics/intrinsic';
import { checkReferences } from './check-references';
import { evaluateConditions } from './conditions';
import { invalid } from './invalid';
import { parameterRef, type StackParameter } from './parameters';
import { pseudoParameter, type StackIdentity } from './pseudo-parameters';
import { checkRules } from './rules';
import type { OutputDefinition, ResourceDefinition, Template } from './template';
import { creationPolicyOf, updatePolicyOf, type ResourcePolicies } from './policies';
import { isMap } from './value';

/** What the world outside a stack gives to its template. */
export interface Surroundings {
  /** Value of an export of another stack, if there is one. */
  exported(name: string): string | undefined;
  readonly zones: readonly string[];
}

/** What a `Ref` or `Fn::GetAtt` of a resource gives: from real resources, or from a plan. */
export interface ResourceValues {
  ref(logicalId: string): string | undefined;
  getAtt: Scope['getAtt'];
}

/** A resource whose policies are read: they can use parameters and conditions, not other resources. */
export interface BlueprintResource extends Omit<ResourceDefinition, 'policies'> {
  readonly policies: ResourcePolicies;
}

/** A template with its parameters applied: which resources and outputs there are, and in which order. */
export interface Blueprint {
  readonly template: Template;
  readonly parameters: readonly StackParameter[];
  readonly resources: ReadonlyMap<string, BlueprintResource>;
  readonly outputs: ReadonlyMap<string, OutputDefinition>;
  readonly dependencies: Dependencies;
  /** Names of the exports that have been looked up so far. */
  readonly imports: ReadonlySet<string>;
  scope(resources: ResourceValues): Scope;
}

/** Applies parameters to a template: conditions, rules, references, cycles. Nothing outside is touched. */
export function createBlueprint(template: Template, parameters: readonly StackParameter[], stack: StackIdentity, around: Surroundings): Blueprint {
  checkReferences(template);
  const imports = new Set<string>();
  const outer = {
    ref: (name: string) => pseudoParameter(name, stack) ?? parameterRef(parameters, name),
    mapping(map: string, top: string, second: string) {
      const entries = template.mappings[map]?.[top];
      return isMap(entries) ? entries[second] : undefined;
    },
    importValue(name: string) {
      const value = around.exported(name);
      if (value === undefined) throw invalid(`No export named ${name} found.`);
      imports.add(name);
      return value;
    },
    zones(region: string) {
      if (region !== stack.region) throw invalid(`Template error: Fn::GetAZs of ${region}: a lab has one region, ${stack.region}`);
      return around.zones;
    },
  };
  const conditions = evaluateConditions(template.conditions, outer);
  const scope = (resources: ResourceValues): Scope => ({
    ...outer, ref: (name) => outer.ref(name) ?? resources.ref(name), getAtt: resources.getAtt, condition: (name) => conditions.get(name),
  });
  checkRules(template.rules, scope(NO_RESOURCES));
  const exists = ({ condition }: { readonly condition?: string }): boolean => condition === undefined || conditions.get(condition) === true;
  const resources = new Map(Object.entries(template.resources).filter(([, resource]) => exists(resource))
    .map(([name, resource]) => [name, withPolicies(name, resource, scope(NO_RESOURCES))] as const));
  const dependencies = dependenciesOf(resources);
  ordered(dependencies);
  return {
    template, parameters, resources, dependencies, imports, scope,
    outputs: new Map(Object.entries(template.outputs).filter(([, output]) => exists(output))),
  };
}

const NO_RESOURCES: ResourceValues = {
  ref: () => undefined,
  getAtt(logicalId) {
    throw invalid(`Template error: Fn::GetAtt of ${logicalId} cannot be used here`);
  },
};

function withPolicies(name: string, definition: ResourceDefinition, scope: Scope): BlueprintResource {
  const { creation, update } = evaluateProperties(definition.policies, scope);
  const signals = creation === undefined ? undefined : creationPolicyOf(name, definition.type, creation);
  return {
    ...definition,
    policies: {
      ...(signals === undefined ? {} : { creation: signals }),
      ...(update === undefined ? {} : { update: updatePolicyOf(name, definition.type, update) }),
    },
  };
}
