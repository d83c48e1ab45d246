import type { CreateOrUpdateTagsType } from '@aws-sdk/client-auto-scaling';
import { autoScalingOperation, findGroup, type AutoScaling } from './autoscaling';
import { tagDescriptions } from './group-settings';

export const createOrUpdateTags = (autoScaling: AutoScaling) => autoScalingOperation<CreateOrUpdateTagsType, object>(
  'CreateOrUpdateTags', ['Tags'], ({ Tags: given = [] }) => {
    given.forEach(({ ResourceId }) => findGroup(autoScaling, ResourceId));
    for (const tag of given) {
      const group = findGroup(autoScaling, tag.ResourceId);
      autoScaling.tables.groups.put(group.name, {
        ...group, tags: [...group.tags.filter(({ Key }) => Key !== tag.Key), ...tagDescriptions(group.name, [tag])],
      });
    }
    return {};
  });
