import { randomUUID } from 'node:crypto';
import { ResourceFailure } from '../resource-failure';
import type { ResourceHandler, ResourceState } from '../resource-handler';
import { accept, droppedKeys, onlyValue, tagsOf, unlessGone, type Tag } from './properties';

const TYPE = 'AWS::StepFunctions::StateMachine';
const PROPERTIES = ['Definition', 'DefinitionString', 'DefinitionSubstitutions', 'RoleArn', 'StateMachineName', 'StateMachineType', 'Tags'] as const;

interface StateMachineProperties {
  readonly Definition?: object;
  readonly DefinitionString?: string;
  readonly DefinitionSubstitutions?: Readonly<Record<string, unknown>>;
  readonly RoleArn?: string;
  readonly StateMachineName?: string;
  readonly StateMachineType?: string;
  readonly Tags?: readonly Tag[];
}

function definitionOf({ Definition, DefinitionString, DefinitionSubstitutions = {} }: StateMachineProperties): string {
  if (Definition === undefined && DefinitionString === undefined) throw new ResourceFailure(`${TYPE} needs Definition or DefinitionString`);
  const text = DefinitionString ?? JSON.stringify(Definition);
  return text.replace(/\$\{(\w+)\}/g, (placeholder, name: string) => (Object.hasOwn(DefinitionSubstitutions, name) ? String(DefinitionSubstitutions[name]) : placeholder));
}

const lowerCase = (tags: readonly Tag[]) => tags.map(({ Key, Value }) => ({ key: Key, value: Value }));

const stateOf = (arn: string): ResourceState =>
  ({ physicalId: arn, attributes: { Arn: arn, Name: arn.split(':').at(-1) ?? '', StateMachineRevisionId: randomUUID() } });

export const stepFunctionsStateMachine: ResourceHandler = {
  typeName: TYPE,
  properties: PROPERTIES,
  async create(properties, context) {
    const given = accept<StateMachineProperties>(TYPE, properties, PROPERTIES);
    onlyValue(TYPE, 'StateMachineType', given.StateMachineType, ['STANDARD']);
    const { stateMachineArn } = await context.call<{ readonly stateMachineArn: string }>('states', 'CreateStateMachine', {
      name: given.StateMachineName ?? context.generateName(80), definition: definitionOf(given), roleArn: given.RoleArn,
      tags: lowerCase(tagsOf(given.Tags, context)),
    });
    context.created(stateMachineArn);
    return stateOf(stateMachineArn);
  },
  async update({ physicalId }, before, after, context) {
    const given = accept<StateMachineProperties>(TYPE, after, PROPERTIES);
    await context.call('states', 'UpdateStateMachine', { stateMachineArn: physicalId, definition: definitionOf(given), roleArn: given.RoleArn });
    const dropped = droppedKeys((before as StateMachineProperties).Tags, given.Tags, context);
    if (dropped.length > 0) await context.call('states', 'UntagResource', { resourceArn: physicalId, tagKeys: dropped });
    await context.call('states', 'TagResource', { resourceArn: physicalId, tags: lowerCase(tagsOf(given.Tags, context)) });
    return stateOf(physicalId);
  },
  delete: ({ physicalId }, _properties, context) => unlessGone(context.call('states', 'DeleteStateMachine', { stateMachineArn: physicalId })),
};
