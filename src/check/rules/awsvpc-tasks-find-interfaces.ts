import { taskInterfaces } from './network-interfaces';
import { shortage } from './shortage';
import { error, Finding, warning } from '../private/finding';
import { Resource } from '../private/resource';
import { CapacityModel, ServiceModel } from '../private/service-model';

/** Types that take the interfaces of many tasks on one trunk, where the account opts in. */
const TRUNKED = /^[cmr]\d/;

interface Taker {
  readonly resource: Resource;
  readonly service: ServiceModel;
  readonly reach: readonly CapacityModel[];
}

/** Each awsvpc task takes a network interface, and an instance holds few: all services on the same instances together. */
export function awsVpcTasksFindInterfaces(services: ReadonlyMap<Resource, ServiceModel>): ReadonlyMap<Resource, Finding[]> {
  const takers = [...services].flatMap(([resource, service]) => takerOf(resource, service));
  const always = takers.filter(({ service: { everyInstance, constrained } }) => everyInstance && !constrained).flatMap(({ reach }) => reach);
  const left = ({ path, instanceType = '', max }: CapacityModel) =>
    max * Math.max(0, (taskInterfaces(instanceType) ?? 0) - always.filter((capacity) => capacity.path === path).length);
  const lacking = shortage(takers.filter(({ service }) => !service.everyInstance), ({ service: { tasks = 0 } }) => tasks, left);
  if (lacking === undefined) {
    return new Map();
  }
  const { some, tasks, room } = lacking;
  const instances = [...new Map(some.flatMap(({ reach }) => reach).map((capacity) => [capacity.path, capacity])).values()];
  const types = instances.map(({ instanceType, max }) => `${max} ${instanceType}`).join(', ');
  const message = `each awsvpc task takes a network interface of its instance: ${some.map(({ service: { path } }) => `'${path}'`).join(', ')} would run ${tasks} tasks on at most ${types}, `
    + `allowed are ${room} without trunking; raise maxCapacity, choose a larger type, or use bridge mode`;
  const trunked = instances.some(({ instanceType = '' }) => TRUNKED.test(instanceType));
  const finding = trunked ? warning('tooManyInterfaces', `${message}, or acknowledge this if the account has awsvpcTrunking on`) : error('tooManyInterfaces', message);
  return new Map([[some[0].resource, [{ ...finding, places: some.map(({ resource }) => resource) }]]]);
}

function takerOf(resource: Resource, service: ServiceModel): Taker[] {
  const { task, launchType, capacity, tasks, everyInstance, conditional } = service;
  const counted = task?.networkMode === 'awsvpc' && launchType === 'EC2' && !conditional && (everyInstance || (tasks ?? 0) > 0);
  const known = capacity !== undefined && capacity.length > 0
    && capacity.every(({ instanceType }) => instanceType !== undefined && taskInterfaces(instanceType) !== undefined);
  return counted && known ? [{ resource, service, reach: capacity }] : [];
}
