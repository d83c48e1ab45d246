import type { ScalingProcessQuery } from '@aws-sdk/client-auto-scaling';
import { autoScalingOperation, findGroup, type AutoScaling } from './autoscaling';
import { chosenProcesses } from './chosen-processes';
import { SCALING_PROCESSES } from './processes';

/** Holds processes of a group back until they are resumed; without names all of them. */
export const suspendProcesses = (autoScaling: AutoScaling) => autoScalingOperation<ScalingProcessQuery, object>(
  'SuspendProcesses', ['AutoScalingGroupName', 'ScalingProcesses'], (input) => {
    const group = findGroup(autoScaling, input.AutoScalingGroupName);
    const chosen = chosenProcesses(input.ScalingProcesses);
    const { suspended = [] } = group;
    const all = SCALING_PROCESSES.filter((process) => chosen.includes(process) || suspended.includes(process));
    autoScaling.tables.groups.put(group.name, { ...group, suspended: all });
    autoScaling.controller.changed(group.name);
    return {};
  });
