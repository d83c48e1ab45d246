import type { Principal } from '../../iam/principal';
import type { Lab } from '../../lab';
import type { PlannedFrom, Plan } from '../planner/plan';
import { plan } from '../planner/plan';
import type { ResourceRegistry } from '../resources/registry';
import type { LoadedSchemas } from '../schema/load';
import { exportsOf } from '../stack/exports';
import type { StackRecord, StackSource, Tag } from '../stack/stack';
import type { Stacks } from '../stack/stacks';
import { createBlueprint, type Blueprint } from '../template/blueprint';
import { checkCapabilities } from '../template/capabilities';
import { resolveParameters, type GivenParameter, type ParameterLookup } from '../template/parameters';
import { parseTemplate } from '../template/parse';
import { templateBody, type TemplateLocation } from './template-body';

/** What a caller says a stack is to be made from. */
export interface SourceRequest extends TemplateLocation {
  readonly Parameters?: readonly GivenParameter[];
  readonly Capabilities?: readonly string[];
  /** Absent: the stack keeps its tags. */
  readonly Tags?: readonly { readonly Key?: string; readonly Value?: string }[];
}

/** A source made ready: what exists and in which order, and what it would change. */
export interface Prepared {
  readonly source: StackSource;
  readonly blueprint: Blueprint;
  readonly plan: Plan;
}

export interface PrepareDeps {
  readonly lab: Pick<Lab, 'invoke' | 'endpoint' | 'accountId' | 'region'>;
  readonly stacks: Stacks;
  readonly registry: ResourceRegistry;
  readonly schemas: LoadedSchemas;
}

type Identity = Pick<StackRecord, 'id' | 'name'>;

/** Fetches the template and resolves its parameters; refuses what CloudFormation refuses before it makes a change set. */
export async function readSource(
  deps: PrepareDeps, request: SourceRequest, stack: Identity, previous: StackSource | undefined, caller: Principal,
): Promise<{ readonly source: StackSource; readonly blueprint: Blueprint }> {
  const body = await templateBody(request, previous?.templateBody, deps.lab, caller);
  const template = parseTemplate(body);
  checkCapabilities(template, request.Capabilities ?? []);
  const lookup = parameterLookup(deps.lab, caller);
  const parameters = await resolveParameters(template.parameters, request.Parameters ?? [], previous?.parameters ?? [], lookup);
  const source: StackSource = {
    templateBody: body, parameters, imports: [], capabilities: request.Capabilities ?? [],
    tags: request.Tags === undefined ? previous?.tags ?? [] : request.Tags.map(({ Key = '', Value = '' }): Tag => ({ Key, Value })),
    ...(template.description === undefined ? {} : { description: template.description }),
  };
  return { source, blueprint: await blueprintOf(deps, source, stack, caller) };
}

/** The blueprint of a source whose parameters are known already: of a change set, for example. */
export async function blueprintOf(deps: PrepareDeps, source: StackSource, stack: Identity, caller: Principal): Promise<Blueprint> {
  await deps.schemas.load();
  const { accountId, region } = deps.lab;
  // only templates that ask for the zones make the call
  const zones = /GetAZs/.test(source.templateBody) ? await zoneNames(deps.lab, caller) : [];
  const identity = { stackId: stack.id, stackName: stack.name, accountId, region };
  return createBlueprint(parseTemplate(source.templateBody), source.parameters, identity, {
    zones,
    exported: (name) => exportsOf(deps.stacks).find((each) => each.name === name && each.stackId !== stack.id)?.value,
  });
}

/** Plans a blueprint against what the stack has; refuses what the lab cannot make. */
export function prepare(deps: PrepareDeps, from: PlannedFrom, read: { readonly source: StackSource; readonly blueprint: Blueprint }): Prepared {
  const planned = plan(from, read.blueprint, read.source.tags, deps.registry, deps.schemas);
  return { blueprint: read.blueprint, plan: planned, source: { ...read.source, imports: [...read.blueprint.imports] } };
}

/** The stack as a plan sees it; without one, nothing. */
export function plannedFrom(stacks: Stacks, stack: StackRecord | undefined): PlannedFrom {
  if (!stack) return { resources: [], outputs: [] };
  return { resources: stacks.resources(stack.id).filter(({ incomplete }) => !incomplete), outputs: stack.outputs };
}

function parameterLookup(lab: Pick<Lab, 'invoke'>, caller: Principal): ParameterLookup {
  return async (names) => {
    const found = new Map<string, string>();
    for (const name of names) {
      try {
        const { Parameter } = await lab.invoke<{ readonly Parameter?: { readonly Value?: string } }>('ssm', 'GetParameter', { Name: name }, caller);
        if (Parameter?.Value !== undefined) found.set(name, Parameter.Value);
      } catch (error) {
        if (!(error instanceof Error && error.name === 'ParameterNotFound')) throw error;
      }
    }
    return found;
  };
}

async function zoneNames(lab: Pick<Lab, 'invoke'>, caller: Principal): Promise<readonly string[]> {
  const { AvailabilityZones = [] } = await lab.invoke<{ readonly AvailabilityZones?: readonly { readonly ZoneName?: string }[] }>(
    'ec2', 'DescribeAvailabilityZones', {}, caller);
  return AvailabilityZones.map(({ ZoneName = '' }) => ZoneName).sort();
}
