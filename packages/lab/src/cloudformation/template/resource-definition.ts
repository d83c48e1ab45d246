import type { Value } from '../resource-handler';
import { invalid, malformed } from './invalid';
import type { RemovalPolicy, ResourceDefinition } from './template';
import { isList, isMap, type ValueMap } from './value';

const ATTRIBUTES = ['Type', 'Properties', 'DependsOn', 'Condition', 'DeletionPolicy', 'UpdateReplacePolicy', 'Metadata', 'UpdatePolicy', 'CreationPolicy',
  'Description'];
/** Scheduled actions are not there, so a policy about them has nothing to do. */
const UPDATE_POLICIES = ['AutoScalingScheduledAction', 'AutoScalingReplacingUpdate'];
/** What an Auto Scaling group with `WillReplace` is replaced for. */
const REPLACING = ['LaunchConfigurationName', 'LaunchTemplate', 'VPCZoneIdentifier'];

export function parseResource(name: string, definition: ValueMap): ResourceDefinition {
  if (!/^[A-Za-z0-9]+$/.test(name)) throw malformed(`Resource name ${name} is non alphanumeric.`);
  const unknown = Object.keys(definition).filter((key) => !ATTRIBUTES.includes(key));
  if (unknown.length > 0) throw invalid(`Invalid template resource property '${unknown[0]}'`);
  if (typeof definition.Type !== 'string') throw malformed(`[/Resources/${name}] Every Resources object must contain a Type member.`);
  refusePolicies(name, definition);
  const { Properties: properties = {}, Condition: condition } = definition;
  if (!isMap(properties)) throw malformed(`[/Resources/${name}/Properties] Every Properties member must be an object.`);
  if (condition !== undefined && typeof condition !== 'string') throw malformed(`Every Condition member must be a string: resource ${name}`);
  const deletionPolicy = removalPolicy(name, 'DeletionPolicy', definition.DeletionPolicy);
  const updateReplacePolicy = removalPolicy(name, 'UpdateReplacePolicy', definition.UpdateReplacePolicy);
  if (updateReplacePolicy === 'RetainExceptOnCreate') throw invalid(`Template error: resource ${name} has UpdateReplacePolicy RetainExceptOnCreate; allowed are Delete and Retain`);
  return {
    type: definition.Type,
    properties,
    dependsOn: dependsOn(name, definition.DependsOn),
    deletionPolicy,
    updateReplacePolicy,
    replacedFor: replacedFor(name, definition),
    ...(condition === undefined ? {} : { condition }),
    ...(definition.Metadata === undefined ? {} : { metadata: definition.Metadata }),
  };
}

function refusePolicies(name: string, definition: ValueMap): void {
  if (definition.CreationPolicy !== undefined) {
    throw malformed(`resource ${name} has a CreationPolicy: the lab has no signals to wait for, remove it`);
  }
  const policies = isMap(definition.UpdatePolicy) ? Object.keys(definition.UpdatePolicy) : [];
  const refused = policies.filter((policy) => !UPDATE_POLICIES.includes(policy));
  if (refused.length > 0) {
    throw malformed(`resource ${name} has UpdatePolicy ${refused.join(', ')}, which has no behaviour in the lab; allowed: ${UPDATE_POLICIES.join(', ')}`);
  }
}

/** Properties whose change replaces the resource because its update policy says so. */
function replacedFor(name: string, { Type: type, UpdatePolicy: policy }: ValueMap): readonly string[] {
  const replacing = isMap(policy) ? policy['AutoScalingReplacingUpdate'] : undefined;
  if (replacing === undefined) return [];
  if (type !== 'AWS::AutoScaling::AutoScalingGroup') throw malformed(`resource ${name} has UpdatePolicy AutoScalingReplacingUpdate, which is for AWS::AutoScaling::AutoScalingGroup`);
  return isMap(replacing) && (replacing['WillReplace'] === true || replacing['WillReplace'] === 'true') ? REPLACING : [];
}

function dependsOn(name: string, value: Value | undefined): readonly string[] {
  if (value === undefined) return [];
  const names = isList(value) ? value : [value];
  return names.map((each) => {
    if (typeof each !== 'string') throw malformed(`DependsOn of resource ${name} must be a string or list of strings, got ${JSON.stringify(each)}`);
    return each;
  });
}

function removalPolicy(name: string, attribute: string, value: Value | undefined): RemovalPolicy {
  if (value === undefined) return 'Delete';
  if (value === 'Delete' || value === 'Retain' || value === 'RetainExceptOnCreate') return value;
  if (value === 'Snapshot') throw invalid(`Template error: resource ${name} does not support ${attribute} Snapshot; allowed are Delete and Retain`);
  throw malformed(`Unrecognized ${attribute} ${JSON.stringify(value)} for resource ${name}`);
}
