import type { Properties, ResourceContext } from '../resource-handler';
import { droppedKeys, tagsOf, userTags, type Tag } from './properties';

const own = (properties: Properties) => properties['Tags'] as readonly Tag[] | undefined;

/** Tags of a new resource of Cloud Map. */
export const discoveryTags = (properties: Properties, context: ResourceContext): readonly Tag[] => userTags(tagsOf(own(properties), context));

/** Brings the tags of a namespace or service from those before to those after. */
export async function changeDiscoveryTags(ResourceARN: string, before: Properties, after: Properties, context: ResourceContext): Promise<void> {
  const TagKeys = droppedKeys(own(before), own(after), context);
  if (TagKeys.length > 0) await context.call('servicediscovery', 'UntagResource', { ResourceARN, TagKeys });
  await context.call('servicediscovery', 'TagResource', { ResourceARN, Tags: discoveryTags(after, context) });
}
