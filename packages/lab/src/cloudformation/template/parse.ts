import type { Value } from '../resource-handler';
import { malformed } from './invalid';
import { parseParameterDefinition } from './parameter-definition';
import { parseResource } from './resource-definition';
import type { OutputDefinition, RuleDefinition, Template } from './template';
import { readTemplateText } from './text';
import { isMap, isList, type ValueMap } from './value';

const SECTIONS = ['AWSTemplateFormatVersion', 'Description', 'Metadata', 'Parameters', 'Mappings', 'Conditions', 'Rules', 'Resources', 'Outputs'];
/** The lab does not run macros or hooks, and must not deploy a template as if it had. */
const REFUSED = ['Transform', 'Hooks'];

/** Parses a template's text and checks its structure; rejects with CloudFormation's own texts. */
export function parseTemplate(body: string): Template {
  const document = readTemplateText(body);
  if (!isMap(document)) throw malformed('unsupported structure.');
  for (const section of REFUSED) {
    if (document[section] !== undefined) {
      throw malformed(`the lab has no section ${section} (got ${JSON.stringify(document[section])}): write out what it would generate`);
    }
  }
  const unknown = Object.keys(document).filter((section) => !SECTIONS.includes(section));
  if (unknown.length > 0) throw malformed(`Invalid template property or properties [${unknown.join(', ')}]`);
  refuseNull(document, '');
  const resources = mapEntries(section(document, 'Resources'), parseResource);
  if (Object.keys(resources).length === 0) throw malformed('At least one Resources member must be defined.');
  return {
    ...(typeof document.Description === 'string' ? { description: document.Description } : {}),
    ...(document.Metadata === undefined ? {} : { metadata: document.Metadata }),
    parameters: mapEntries(section(document, 'Parameters'), parseParameterDefinition),
    mappings: section(document, 'Mappings') as Template['mappings'],
    conditions: section(document, 'Conditions'),
    rules: mapEntries(section(document, 'Rules'), parseRule),
    resources,
    outputs: mapEntries(section(document, 'Outputs'), parseOutput),
  };
}

/** A YAML key without a value is null: nearly always a slip. */
function refuseNull(value: Value, path: string): void {
  if (value === null) throw malformed(`[${path}] 'null' values are not allowed in templates`);
  if (isList(value)) value.forEach((item, index) => refuseNull(item, `${path}/${index}`));
  else if (isMap(value)) for (const [key, member] of Object.entries(value)) refuseNull(member, `${path}/${key}`);
}

function section(document: ValueMap, name: string): ValueMap {
  const value = document[name] ?? {};
  if (!isMap(value)) throw malformed(`${name} must be an object, got ${JSON.stringify(value)}`);
  return value;
}

function mapEntries<Result>(entries: ValueMap, parse: (name: string, definition: ValueMap) => Result): Record<string, Result> {
  return Object.fromEntries(Object.entries(entries).map(([name, definition]) => {
    if (!isMap(definition)) throw malformed(`${name} must be an object, got ${JSON.stringify(definition)}`);
    return [name, parse(name, definition)];
  }));
}

function parseRule(name: string, definition: ValueMap): RuleDefinition {
  const assertions = definition.Assertions;
  if (!isList(assertions) || assertions.length === 0) throw malformed(`Rule ${name} must have at least one Assertions member`);
  return {
    ...(definition.RuleCondition === undefined ? {} : { condition: definition.RuleCondition }),
    assertions: assertions.map((assertion) => {
      if (!isMap(assertion) || assertion.Assert === undefined) throw malformed(`every assertion of rule ${name} must have an Assert member`);
      const description = assertion.AssertDescription;
      return { assert: assertion.Assert, ...(typeof description === 'string' ? { description } : {}) };
    }),
  };
}

function parseOutput(name: string, definition: ValueMap): OutputDefinition {
  if (!/^[A-Za-z0-9]+$/.test(name)) throw malformed(`Outputs name '${name}' is non alphanumeric.`);
  if (definition.Value === undefined || definition.Value === null) throw malformed(`Every Outputs member must contain a Value object: ${name}`);
  const { Export: exported, Condition: condition, Description: description } = definition;
  if (exported !== undefined && !(isMap(exported) && exported.Name !== undefined)) throw malformed(`Export of output ${name} must have a Name`);
  return {
    value: definition.Value as Value,
    ...(typeof description === 'string' ? { description } : {}),
    ...(typeof condition === 'string' ? { condition } : {}),
    ...(isMap(exported) && exported.Name !== undefined ? { exportName: exported.Name } : {}),
  };
}
