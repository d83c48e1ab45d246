import type { Properties, ResourceContext, ResourceHandler, ResourceState } from '../resource-handler';
import { accept, droppedKeys, onlyValue, tagMap, unlessGone, type Tag } from './properties';

const TYPE = 'AWS::SSM::Parameter';
const PROPERTIES = ['AllowedPattern', 'DataType', 'Description', 'Name', 'Tags', 'Tier', 'Type', 'Value'] as const;

interface ParameterProperties {
  readonly AllowedPattern?: string;
  readonly DataType?: string;
  readonly Description?: string;
  readonly Name?: string;
  readonly Tags?: Readonly<Record<string, string>>;
  readonly Tier?: string;
  readonly Type?: string;
  readonly Value?: string;
}

function read(properties: Properties): ParameterProperties {
  const given = accept<ParameterProperties>(TYPE, properties, PROPERTIES);
  onlyValue(TYPE, 'Type', given.Type, ['String', 'StringList']);
  return given;
}

const asList = (own: ParameterProperties['Tags']): readonly Tag[] => Object.entries(own ?? {}).map(([Key, Value]) => ({ Key, Value }));
const tagList = (own: ParameterProperties['Tags'], context: ResourceContext) => asList({ ...tagMap(context.tags), ...own });

const stateOf = (name: string, { Type, Value }: ParameterProperties, { region, accountId }: ResourceContext): ResourceState => ({
  physicalId: name,
  attributes: { Type: Type ?? '', Value: Value ?? '', Arn: `arn:aws:ssm:${region}:${accountId}:parameter/${name.replace(/^\//, '')}` },
});

export const ssmParameter: ResourceHandler = {
  typeName: TYPE,
  properties: PROPERTIES,
  async create(properties, context) {
    const { Tags, ...given } = read(properties);
    const name = given.Name ?? `CFN-${context.generateName(500)}`;
    await context.call('ssm', 'PutParameter', { ...given, Name: name, Tags: tagList(Tags, context) });
    context.created(name);
    return stateOf(name, given, context);
  },
  async update({ physicalId }, before, after, context) {
    const { Tags, ...given } = read(after);
    await context.call('ssm', 'PutParameter', { ...given, Name: physicalId, Overwrite: true });
    const resource = { ResourceType: 'Parameter', ResourceId: physicalId };
    const dropped = droppedKeys(asList((before as ParameterProperties).Tags), asList(Tags), context);
    if (dropped.length > 0) await context.call('ssm', 'RemoveTagsFromResource', { ...resource, TagKeys: dropped });
    await context.call('ssm', 'AddTagsToResource', { ...resource, Tags: tagList(Tags, context) });
    return stateOf(physicalId, given, context);
  },
  delete: ({ physicalId }, _properties, context) => unlessGone(context.call('ssm', 'DeleteParameter', { Name: physicalId })),
};
