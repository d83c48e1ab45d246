import { isDeepStrictEqual } from 'node:util';
import { AwsError } from '../../gateway/aws-error';
import { ordered } from '../graph/dependencies';
import { evaluateProperties } from '../intrinsics/evaluate';
import { KNOWN_AFTER_APPLY, type Scope } from '../intrinsics/intrinsic';
import { ResourceFailure } from '../resource-failure';
import type { Properties, ResourceHandler, Value } from '../resource-handler';
import type { ResourceRegistry } from '../resources/registry';
import { conform } from '../schema/conform';
import type { Schemas } from '../schema/load';
import type { ResourceRecord, Tag } from '../stack/stack';
import type { Blueprint, BlueprintResource } from '../template/blueprint';
import { invalid } from '../template/invalid';
import { replacedFor } from '../template/policies';
import { resolveOutputs } from './outputs';
import { differences, type Difference } from './difference';

export type Scoped = 'Properties' | 'Metadata' | 'Tags' | 'CreationPolicy' | 'UpdatePolicy' | 'DeletionPolicy' | 'UpdateReplacePolicy';

/** What an update will do to one resource. */
export interface PlannedChange {
  readonly action: 'Add' | 'Modify' | 'Remove';
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId?: string;
  readonly replacement?: 'True' | 'False' | 'Conditional';
  readonly scope: readonly Scoped[];
  readonly differences: readonly Difference[];
  readonly before?: Properties;
  readonly after?: Properties;
  /** What becomes of the physical resource, where one goes. */
  readonly policyAction?: 'Delete' | 'Retain' | 'ReplaceAndDelete' | 'ReplaceAndRetain';
}

export interface Plan {
  readonly changes: readonly PlannedChange[];
  /** Whether there is anything to do: outputs count too. */
  readonly empty: boolean;
}

/** What a plan starts from: the stack as it is. */
export interface PlannedFrom {
  readonly resources: readonly ResourceRecord[];
  readonly outputs: readonly { readonly key: string; readonly value: string; readonly exportName?: string; readonly description?: string }[];
}

/**
 * Compares a stack with a blueprint, before anything is done. Also the first check of the blueprint: types that the lab does not
 * have, properties that do not fit, attributes that do not exist and exports that are missing are refused here.
 */
export function plan(from: PlannedFrom, blueprint: Blueprint, tags: readonly Tag[], registry: ResourceRegistry, schemas: Schemas): Plan {
  refuseUnsupported(blueprint, registry);
  const current = new Map(from.resources.filter(({ physicalId }) => physicalId !== undefined).map((resource) => [resource.logicalId, resource]));
  refuseChangedTypes(blueprint, current);
  const changes = new Map<string, PlannedChange>();
  const scope = blueprint.scope({
    ref: (logicalId) => (blueprint.resources.has(logicalId) ? plannedRef(current.get(logicalId), changes.get(logicalId)) : undefined),
    getAtt: (logicalId, attribute) => plannedAttribute(logicalId, attribute, blueprint, current.get(logicalId), changes.get(logicalId), schemas),
  });
  for (const logicalId of ordered(blueprint.dependencies)) {
    const definition = blueprint.resources.get(logicalId) as BlueprintResource;
    const change = plannedChange(logicalId, definition, scope, current.get(logicalId), tags, schemas);
    if (!change) continue;
    refuseUnmapped(logicalId, change.after ?? {}, registry.get(definition.type));
    changes.set(logicalId, change);
  }
  const outputs = resolveOutputs(blueprint.outputs, scope);
  const removed = [...current.values()].filter(({ logicalId }) => !blueprint.resources.has(logicalId)).map(removal);
  const all = [...changes.values(), ...removed];
  return { changes: all, empty: all.length === 0 && isDeepStrictEqual(outputs, from.outputs) };
}

function refuseUnsupported(blueprint: Blueprint, registry: ResourceRegistry): void {
  const unsupported = [...blueprint.resources].filter(([, { type }]) => !registry.get(type));
  if (unsupported.length === 0) return;
  const types = [...new Set(unsupported.map(([, { type }]) => type))].sort();
  throw invalid(`Template format error: Unrecognized resource types: [${types.join(', ')}] (resources ${unsupported.map(([name]) => name).join(', ')}): `
    + `the lab does not have them; it has ${registry.typeNames.join(', ')}`);
}

/** What a handler does not make true fails here, before anything is made. */
function refuseUnmapped(logicalId: string, properties: Properties, handler: ResourceHandler | undefined): void {
  const { typeName, properties: mapped } = handler ?? {};
  const other = mapped && Object.keys(properties).filter((name) => !mapped.includes(name));
  if (other && other.length > 0) {
    throw invalid(`Resource ${logicalId}: ${other.join(', ')} of ${typeName} is not supported by this lab; supported there: ${mapped.join(', ')}`);
  }
  try {
    handler?.check?.(properties);
  } catch (error) {
    if (error instanceof ResourceFailure || error instanceof AwsError) throw invalid(`Resource ${logicalId}: ${error.message}`);
    throw error;
  }
}

function refuseChangedTypes(blueprint: Blueprint, current: ReadonlyMap<string, ResourceRecord>): void {
  const changed = [...blueprint.resources].filter(([name, { type }]) => current.has(name) && current.get(name)?.type !== type).map(([name]) => name);
  if (changed.length === 0) return;
  throw invalid(`Update of resource type is not permitted. The new template modifies resource type of the following resources: [${changed.join(', ')}]`);
}

function plannedRef(resource: ResourceRecord | undefined, change: PlannedChange | undefined): string {
  const changes = !resource || change?.replacement === 'True' || change?.replacement === 'Conditional';
  return changes ? KNOWN_AFTER_APPLY : resource.ref ?? resource.physicalId ?? KNOWN_AFTER_APPLY;
}

/** Attributes that name a resource stay as long as the resource stays; any other may change with an update. */
const STABLE_ATTRIBUTE = /(Arn|ARN|Id|Name|DomainName|SecurityGroup|Uri|URL)$/;

function plannedAttribute(
  logicalId: string,
  attribute: string,
  blueprint: Blueprint,
  resource: ResourceRecord | undefined,
  change: PlannedChange | undefined,
  schemas: Schemas,
): Value {
  const definition = blueprint.resources.get(logicalId);
  if (!definition) throw invalid(`Template format error: Unresolved resource dependencies [${logicalId}] in the Resources block of the template`);
  const schema = schemas.get(definition.type);
  if (schema && !schema.open && !schema.attributes.some((known) => known === attribute || known.startsWith(`${attribute}.`))) {
    throw invalid(`Template error: resource ${logicalId} does not support attribute type ${attribute} in Fn::GetAtt`);
  }
  const mayChange = !resource || (change !== undefined && (change.replacement !== 'False' || schema?.open === true || !STABLE_ATTRIBUTE.test(attribute)));
  return mayChange ? KNOWN_AFTER_APPLY : resource.attributes[attribute] ?? KNOWN_AFTER_APPLY;
}

function plannedChange(
  logicalId: string, definition: BlueprintResource, scope: Scope, current: ResourceRecord | undefined, tags: readonly Tag[], schemas: Schemas,
): PlannedChange | undefined {
  const { type } = definition;
  const schema = schemas.get(type);
  const evaluated = evaluateProperties(definition.properties, scope);
  const after = schema ? conform(logicalId, evaluated, schema) : evaluated;
  if (!current) return { action: 'Add', logicalId, type, scope: [], differences: [], after };
  const found = differences(current.properties, after, schema, replacedFor(definition.policies));
  const scoped = scopeOf(definition, current, tags, found, schema?.tags !== undefined);
  if (scoped.length === 0) return undefined;
  const replacement = replacementOf(found);
  const retained = definition.updateReplacePolicy === 'Retain';
  return {
    action: 'Modify', logicalId, type, replacement, scope: scoped, differences: found, before: current.properties, after,
    ...(current.physicalId === undefined ? {} : { physicalId: current.physicalId }),
    ...(replacement === 'True' ? { policyAction: retained ? 'ReplaceAndRetain' : 'ReplaceAndDelete' } : {}),
  };
}

function scopeOf(
  definition: BlueprintResource, current: ResourceRecord, tags: readonly Tag[], found: readonly Difference[], taggable: boolean,
): readonly Scoped[] {
  const scoped: Scoped[] = [];
  if (found.length > 0) scoped.push('Properties');
  if (!isDeepStrictEqual(definition.metadata, current.metadata)) scoped.push('Metadata');
  if (taggable && !isDeepStrictEqual(tags, current.tags)) scoped.push('Tags');
  if (!isDeepStrictEqual(definition.policies.creation, current.policies?.creation)) scoped.push('CreationPolicy');
  if (!isDeepStrictEqual(definition.policies.update, current.policies?.update)) scoped.push('UpdatePolicy');
  if (definition.deletionPolicy !== current.deletionPolicy) scoped.push('DeletionPolicy');
  if (definition.updateReplacePolicy !== current.updateReplacePolicy) scoped.push('UpdateReplacePolicy');
  return scoped;
}

function replacementOf(found: readonly Difference[]): 'True' | 'False' | 'Conditional' {
  if (found.some(({ replacement, dynamic }) => replacement === 'always' && !dynamic)) return 'True';
  return found.some(({ replacement }) => replacement !== 'never') ? 'Conditional' : 'False';
}

function removal(resource: ResourceRecord): PlannedChange {
  return {
    action: 'Remove', logicalId: resource.logicalId, type: resource.type, scope: [], differences: [], before: resource.properties,
    ...(resource.physicalId === undefined ? {} : { physicalId: resource.physicalId }),
    policyAction: resource.deletionPolicy === 'Delete' ? 'Delete' : 'Retain',
  };
}
