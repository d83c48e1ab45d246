import type { ResourceContext } from '../resource-handler';
import { droppedKeys, tagsOf, type Tag } from './properties';

/** What EC2's create calls take for the tags of a resource. */
export const tagSpecifications = (resourceType: string, own: readonly Tag[] | undefined, context: ResourceContext): object[] => {
  const tags = tagsOf(own, context);
  return tags.length === 0 ? [] : [{ ResourceType: resourceType, Tags: tags }];
};

/** Brings the tags of an EC2 resource from what the template said to what it says. */
export async function retag(
  id: string, before: readonly Tag[] | undefined, after: readonly Tag[] | undefined, context: ResourceContext,
): Promise<void> {
  const dropped = droppedKeys(before, after, context);
  if (dropped.length > 0) await context.call('ec2', 'DeleteTags', { Resources: [id], Tags: dropped.map((Key) => ({ Key })) });
  const tags = tagsOf(after, context);
  if (tags.length > 0) await context.call('ec2', 'CreateTags', { Resources: [id], Tags: tags });
}
