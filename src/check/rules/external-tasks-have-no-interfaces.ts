import { error, Finding } from '../private/finding';
import { ServiceModel } from '../private/service-model';

/** Machines outside AWS have no network interfaces of a VPC to give to tasks. */
export function externalTasksHaveNoInterfaces({ path, task, launchType }: ServiceModel): Finding[] {
  if (launchType !== 'EXTERNAL' || task?.networkMode !== 'awsvpc') {
    return [];
  }
  return [error('externalAwsVpc', `external instances have no network interfaces for tasks: service '${path}' runs in awsvpc mode, allowed are bridge, host and none; use one of them`)];
}
