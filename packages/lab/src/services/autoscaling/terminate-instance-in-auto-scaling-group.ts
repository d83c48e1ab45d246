import type { ActivityType, TerminateInstanceInAutoScalingGroupType } from '@aws-sdk/client-auto-scaling';
import { activityView } from './activities';
import { autoScalingOperation, findMember, type AutoScaling } from './autoscaling';
import { validation } from './errors';

/** Terminates one member: with a lower desired capacity, or to be replaced. */
export const terminateInstanceInAutoScalingGroup = (autoScaling: AutoScaling) =>
  autoScalingOperation<TerminateInstanceInAutoScalingGroupType, ActivityType>(
    'TerminateInstanceInAutoScalingGroup', ['InstanceId', 'ShouldDecrementDesiredCapacity'], async (input) => {
      const { group, member } = findMember(autoScaling, input.InstanceId);
      const decrement = input.ShouldDecrementDesiredCapacity ?? false;
      if (decrement && group.desiredCapacity <= group.minSize) {
        throw validation(`Currently, desiredSize equals minSize (${group.minSize}). Terminating instance without replacement will violate group's `
          + 'min size constraint. Either set shouldDecrementDesiredCapacity flag to false or lower group\'s min size.');
      }
      const changed = decrement ? { ...group, desiredCapacity: group.desiredCapacity - 1 } : group;
      autoScaling.tables.groups.put(group.name, changed);
      const activityId = await autoScaling.controller.terminate(changed, member, 'instance was taken out of service in response to a user request.');
      autoScaling.controller.changed(group.name);
      const activity = autoScaling.tables.activities.get(activityId);
      return { Activity: activity && activityView(activity, group) };
    });
