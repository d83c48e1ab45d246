import type { SetDesiredCapacityType } from '@aws-sdk/client-auto-scaling';
import { autoScalingOperation, findGroup, type AutoScaling } from './autoscaling';
import { validation } from './errors';

/** The lab has no cooldown to honour: no scaling policy begins one. */
export const setDesiredCapacity = (autoScaling: AutoScaling) => autoScalingOperation<SetDesiredCapacityType, object>(
  'SetDesiredCapacity', ['AutoScalingGroupName', 'DesiredCapacity', 'HonorCooldown'], (input) => {
    const group = findGroup(autoScaling, input.AutoScalingGroupName);
    const wanted = input.DesiredCapacity ?? group.desiredCapacity;
    if (wanted > group.maxSize) throw validation(`New SetDesiredCapacity value ${wanted} is above max value ${group.maxSize} for the AutoScalingGroup.`);
    if (wanted < group.minSize) throw validation(`New SetDesiredCapacity value ${wanted} is below min value ${group.minSize} for the AutoScalingGroup.`);
    autoScaling.tables.groups.put(group.name, { ...group, desiredCapacity: wanted });
    autoScaling.controller.changed(group.name);
    return {};
  });
