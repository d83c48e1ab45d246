import type { Properties, ResourceContext, ResourceHandler, ResourceState, Value } from '../resource-handler';
import { loadSchemas } from '../schema/load';
import type { RecordedType } from './reviewed-list';

/** What the event of a recorded resource says. */
export const RECORDED = 'Recorded: this resource type has no behaviour in the lab';

/** A resource that is only written down; names and attributes come from the type's schema. */
export function recordHandler(type: RecordedType): ResourceHandler {
  return {
    typeName: type.typeName,
    async create(properties, context) {
      const state = await stateOf(type, nameOf(type, properties, context), context);
      context.created(state.physicalId);
      return state;
    },
    update: (current) => Promise.resolve(current),
    delete: () => Promise.resolve(),
  };
}

function nameOf(type: RecordedType, properties: Properties, context: ResourceContext): string {
  const given = properties[type.nameProperty];
  return typeof given === 'string' ? given : context.generateName(63).toLowerCase();
}

async function stateOf(type: RecordedType, name: string, context: ResourceContext): Promise<ResourceState> {
  const schema = (await loadSchemas()).get(type.typeName);
  const attributes: Record<string, Value> = {};
  for (const [attribute, pattern] of Object.entries(type.attributes ?? {})) attributes[attribute] = filledIn(pattern, name, context);
  if (schema?.attributes.includes('Arn') && schema.arn !== undefined) attributes.Arn = filledIn(schema.arn, name, context);
  for (const attribute of schema?.attributes ?? []) if (schema?.identifier.includes(attribute)) attributes[attribute] ??= name;
  return { physicalId: name, attributes };
}

/** Every variable that is not the partition, region or account is the name: the reviewed types have one identifier. */
function filledIn(pattern: string, name: string, context: ResourceContext): string {
  const known: Readonly<Record<string, string>> = { Partition: 'aws', Region: context.region, Account: context.accountId };
  return pattern.replace(/\$\{(\w+)\}/g, (_, variable: string) => known[variable] ?? name);
}
