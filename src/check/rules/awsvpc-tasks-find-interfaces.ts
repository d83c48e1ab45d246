import { error, Finding, warning } from '../private/finding';
import { ServiceModel } from '../private/service-model';
import { taskInterfaces } from './network-interfaces';

/** Types that take the interfaces of many tasks on one trunk, where the account opts in. */
const TRUNKED = /^[cmr]\d/;

/** Each awsvpc task takes a network interface, and an instance holds few. */
export function awsVpcTasksFindInterfaces({ path, task, capacity, tasks, everyInstance, launchType }: ServiceModel): Finding[] {
  if (task?.networkMode !== 'awsvpc' || launchType !== 'EC2' || everyInstance || tasks === undefined || capacity === undefined) {
    return [];
  }
  const each = capacity.map(({ instanceType }) => instanceType === undefined ? undefined : taskInterfaces(instanceType));
  if (each.length === 0 || each.some((count) => count === undefined)) {
    return [];
  }
  const most = capacity.reduce((sum, { max }, index) => sum + max * (each[index] ?? 0), 0);
  if (tasks <= most) {
    return [];
  }
  const types = capacity.map(({ instanceType, max }) => `${max} ${instanceType}`).join(', ');
  const message = `each awsvpc task takes a network interface of its instance: service '${path}' would run ${tasks} tasks on at most ${types}, allowed are ${most} without trunking; `
    + 'raise maxCapacity, choose a larger type, or use bridge mode';
  return capacity.some(({ instanceType }) => instanceType !== undefined && TRUNKED.test(instanceType))
    ? [warning('tooManyInterfaces', `${message}, or acknowledge this if the account has awsvpcTrunking on`)] : [error('tooManyInterfaces', message)];
}
