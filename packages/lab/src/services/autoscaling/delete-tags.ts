import type { DeleteTagsType } from '@aws-sdk/client-auto-scaling';
import { autoScalingOperation, findGroup, type AutoScaling } from './autoscaling';

export const deleteTags = (autoScaling: AutoScaling) => autoScalingOperation<DeleteTagsType, object>('DeleteTags', ['Tags'], ({ Tags: given = [] }) => {
  given.forEach(({ ResourceId }) => findGroup(autoScaling, ResourceId));
  for (const { ResourceId, Key: key } of given) {
    const group = findGroup(autoScaling, ResourceId);
    autoScaling.tables.groups.put(group.name, { ...group, tags: group.tags.filter(({ Key }) => Key !== key) });
  }
  return {};
});
