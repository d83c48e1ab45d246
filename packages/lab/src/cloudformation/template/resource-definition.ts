import type { Value } from '../resource-handler';
import { invalid, malformed } from './invalid';
import type { RemovalPolicy, ResourceDefinition } from './template';
import { isList, isMap, type ValueMap } from './value';

const ATTRIBUTES = ['Type', 'Properties', 'DependsOn', 'Condition', 'DeletionPolicy', 'UpdateReplacePolicy', 'Metadata', 'UpdatePolicy', 'CreationPolicy',
  'Description'];

export function parseResource(name: string, definition: ValueMap): ResourceDefinition {
  if (!/^[A-Za-z0-9]+$/.test(name)) throw malformed(`Resource name ${name} is non alphanumeric.`);
  const unknown = Object.keys(definition).filter((key) => !ATTRIBUTES.includes(key));
  if (unknown.length > 0) throw invalid(`Invalid template resource property '${unknown[0]}'`);
  if (typeof definition.Type !== 'string') throw malformed(`[/Resources/${name}] Every Resources object must contain a Type member.`);
  if (isMap(definition.Metadata) && definition.Metadata['AWS::CloudFormation::Init'] !== undefined) {
    throw invalid(`resource ${name} has AWS::CloudFormation::Init: the instances of the lab have no cfn-init, write what it would do into the user data`);
  }
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
    policies: {
      ...(definition.CreationPolicy === undefined ? {} : { creation: definition.CreationPolicy }),
      ...(definition.UpdatePolicy === undefined ? {} : { update: definition.UpdatePolicy }),
    },
    ...(condition === undefined ? {} : { condition }),
    ...(definition.Metadata === undefined ? {} : { metadata: definition.Metadata }),
  };
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
