import type { Change, ResourceChangeDetail, ResourceTargetDefinition } from '@aws-sdk/client-cloudformation';
import { referencesIn } from '../intrinsics/references';
import type { Difference } from '../planner/difference';
import type { PlannedChange, Scoped } from '../planner/plan';
import type { Properties, Value } from '../resource-handler';
import type { Template } from '../template/template';

/** One change as DescribeChangeSet shows it; values only where they are asked for. */
export function describeChange(change: PlannedChange, template: Template, withValues: boolean): Change {
  const { action, logicalId, type, physicalId, replacement, policyAction, scope } = change;
  return {
    Type: 'Resource',
    ResourceChange: {
      Action: action, LogicalResourceId: logicalId, ResourceType: type,
      ...(physicalId === undefined ? {} : { PhysicalResourceId: physicalId }),
      ...(replacement === undefined ? {} : { Replacement: replacement }),
      ...(policyAction === undefined ? {} : { PolicyAction: policyAction }),
      Scope: [...scope],
      Details: [
        ...change.differences.map((difference) => propertyDetail(change, difference, template, withValues)),
        ...scope.filter((attribute) => attribute !== 'Properties').map(attributeDetail),
      ],
      ...(withValues && change.before ? { BeforeContext: contextOf(change.before) } : {}),
      ...(withValues && change.after ? { AfterContext: contextOf(change.after) } : {}),
    },
  };
}

function propertyDetail(change: PlannedChange, difference: Difference, template: Template, withValues: boolean): ResourceChangeDetail {
  const { property, path, before, after, replacement, dynamic } = difference;
  const values: Partial<ResourceTargetDefinition> = withValues ? {
    Path: path, AttributeChangeType: before === undefined ? 'Add' : after === undefined ? 'Remove' : 'Modify',
    ...(before === undefined ? {} : { BeforeValue: textOf(before) }), ...(after === undefined ? {} : { AfterValue: textOf(after) }),
  } : {};
  return {
    Target: { Attribute: 'Properties', Name: property, RequiresRecreation: RECREATION[replacement], ...values },
    Evaluation: dynamic ? 'Dynamic' : 'Static',
    ...causeOf(template.resources[change.logicalId]?.properties[property], dynamic, template),
  };
}

const RECREATION = { never: 'Never', always: 'Always', conditionally: 'Conditionally' } as const;

function attributeDetail(attribute: Scoped): ResourceChangeDetail {
  return { Target: { Attribute: attribute, RequiresRecreation: 'Never' }, Evaluation: 'Static', ChangeSource: 'DirectModification' };
}

/** What the property's new value depends on: another resource where it is not known yet, else a parameter, else the template itself. */
function causeOf(written: Value | undefined, dynamic: boolean, template: Template): Pick<ResourceChangeDetail, 'ChangeSource' | 'CausingEntity'> {
  const references = written === undefined ? [] : referencesIn(written);
  if (dynamic) {
    const [cause] = references.filter(({ name }) => Object.hasOwn(template.resources, name));
    if (cause?.kind === 'GetAtt') return { ChangeSource: 'ResourceAttribute', CausingEntity: `${cause.name}.${cause.attribute ?? ''}` };
    if (cause) return { ChangeSource: 'ResourceReference', CausingEntity: cause.name };
  }
  const parameter = references.find(({ name }) => Object.hasOwn(template.parameters, name));
  return parameter ? { ChangeSource: 'ParameterReference', CausingEntity: parameter.name } : { ChangeSource: 'DirectModification' };
}

function contextOf(properties: Properties): string {
  return JSON.stringify({ Properties: properties });
}

function textOf(value: Value): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
