import type { ScalingProcessQuery } from '@aws-sdk/client-auto-scaling';
import { autoScalingOperation, findGroup, type AutoScaling } from './autoscaling';
import { chosenProcesses } from './chosen-processes';

/** Lets processes of a group go on; without names all of them. */
export const resumeProcesses = (autoScaling: AutoScaling) => autoScalingOperation<ScalingProcessQuery, object>(
  'ResumeProcesses', ['AutoScalingGroupName', 'ScalingProcesses'], (input) => {
    const group = findGroup(autoScaling, input.AutoScalingGroupName);
    const chosen = chosenProcesses(input.ScalingProcesses);
    const { suspended = [] } = group;
    autoScaling.tables.groups.put(group.name, { ...group, suspended: suspended.filter((process) => !chosen.includes(process)) });
    autoScaling.controller.resumed(group.name);
    return {};
  });
