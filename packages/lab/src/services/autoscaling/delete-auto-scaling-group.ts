import type { DeleteAutoScalingGroupType } from '@aws-sdk/client-auto-scaling';
import { AwsError } from '../../gateway/aws-error';
import { autoScalingOperation, findGroup, type AutoScaling } from './autoscaling';

/** With `ForceDelete` the instances go too, protected ones among them; the group is gone when they are. */
export const deleteAutoScalingGroup = (autoScaling: AutoScaling) => autoScalingOperation<DeleteAutoScalingGroupType, object>(
  'DeleteAutoScalingGroup', ['AutoScalingGroupName', 'ForceDelete'], (input) => {
    const group = findGroup(autoScaling, input.AutoScalingGroupName);
    if (group.members.length > 0 && !input.ForceDelete) {
      throw new AwsError('ResourceInUse', 'You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s) still in the group.');
    }
    autoScaling.tables.groups.put(group.name, { ...group, deleting: true, minSize: 0, maxSize: 0, desiredCapacity: 0 });
    autoScaling.controller.changed(group.name);
    return {};
  });
