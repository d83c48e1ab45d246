import { Room } from './host-port-room';
import { error, Finding, warning } from '../private/finding';
import { hostPortClaims } from '../private/model';
import { ServiceModel } from '../private/service-model';

/** A deployment goes on only when it may stop an old task or start a new one, and the new one finds its ports free. */
export function rollingMakesProgress(service: ServiceModel, room?: Room): Finding[] {
  const { tasks, minHealthy, maxHealthy } = service;
  if (service.replacement === 'beside') {
    return tasks === undefined || service.everyInstance ? [] : besideFindings(service, tasks, room);
  }
  if (service.replacement === 'unknown' || minHealthy === undefined || maxHealthy === undefined) {
    return [];
  }
  if (service.everyInstance) {
    return daemonFindings(service, minHealthy, maxHealthy);
  }
  if (minHealthy >= 100 && maxHealthy <= 100) {
    return [error('rollingBlocked', `a deployment must be able to stop or start a task: service '${service.path}' has minHealthyPercent ${minHealthy} and maxHealthyPercent ${maxHealthy}, `
      + 'allowed is a minimum below 100 or a maximum above; lower minHealthyPercent or raise maxHealthyPercent')];
  }
  if (tasks === undefined || tasks === 0) {
    return [];
  }
  // the lower bound is rounded up, the upper one down
  const mayStop = Math.ceil(tasks * minHealthy / 100) < tasks;
  const mayStart = Math.floor(tasks * maxHealthy / 100) > tasks;
  if (!mayStop && !mayStart) {
    return [error('rollingBlocked', `a deployment must be able to stop or start a task: of ${tasks} tasks, service '${service.path}' keeps ${minHealthy} percent rounded up and runs at most `
      + `${maxHealthy} percent rounded down, allowed is room for one task; set minHealthyPercent to 0 for a single task, or raise maxHealthyPercent`)];
  }
  return mayStop ? [] : portFindings(service, tasks, room);
}

function daemonFindings({ path, capacity }: ServiceModel, minHealthy: number, maxHealthy: number): Finding[] {
  if (maxHealthy !== 100) {
    return [error('rollingOnEveryInstance', `a service on every instance stops a task before it starts the next: '${path}' has maxHealthyPercent ${maxHealthy}, `
      + 'allowed is 100; leave maxHealthyPercent out')];
  }
  const stops = (instances: number) => instances === 0 || Math.ceil(instances * minHealthy / 100) < instances;
  const most = capacity?.reduce((sum, { max }) => sum + max, 0) ?? 100;
  const least = capacity?.reduce((sum, { min }) => sum + min, 0) ?? most;
  if (stops(most) && stops(least)) {
    return [];
  }
  const message = `a service on every instance stops a task before it starts the next: '${path}' keeps ${minHealthy} percent of them, rounded up, on ${stops(most) ? least : most} instances, `
    + 'allowed is room to stop one; leave minHealthyPercent out';
  return [stops(most) ? warning('rollingOnEveryInstance', message) : error('rollingOnEveryInstance', message)];
}

/** Where no old task may stop first, a new one needs an instance on which its ports are free. */
function portFindings({ path, task, minHealthy }: ServiceModel, tasks: number, room: Room | undefined): Finding[] {
  const [claim] = task === undefined ? [] : hostPortClaims(task);
  if (claim === undefined || room === undefined) {
    return [];
  }
  const what = `a new task on ${claim.protocol.toUpperCase()} host port ${claim.port} needs an instance where the port is free, and minHealthyPercent ${minHealthy} lets no old task of '${path}' stop first`;
  const cure = 'set minHealthyPercent to 0 for a single task and 50 for several, with maxHealthyPercent 100, or add an instance';
  const held = tasks + room.held;
  if (held >= room.most) {
    return [error('rollingOnHostPorts', `${what}: ${held} tasks hold it on at most ${room.most} instances, allowed are fewer tasks than instances; ${cure}`)];
  }
  return room.next > 0 ? []
    : [warning('rollingOnHostPorts', `${what}: ${held} tasks or more hold it, and fewer instances than ${held + 1} are certain to be left to it; ${cure}`)];
}

/** Blue tasks keep their ports until all green ones run. */
function besideFindings({ path, task }: ServiceModel, tasks: number, room: Room | undefined): Finding[] {
  const [claim] = task === undefined ? [] : hostPortClaims(task);
  if (claim === undefined || room === undefined || tasks === 0) {
    return [];
  }
  const what = `blue and green tasks run beside each other: ${2 * tasks} of service '${path}' need ${claim.protocol.toUpperCase()} host port ${claim.port}`;
  const cure = 'use dynamic host ports or awsvpc mode, add instances, or let ECS roll the tasks';
  if (2 * tasks + room.held > room.most) {
    return [error('rollingOnHostPorts', `${what}, allowed are ${room.most - room.held}, the instances that others leave to it; ${cure}`)];
  }
  return room.spare >= tasks ? [] : [warning('rollingOnHostPorts', `${what}, and so many instances are not certain; ${cure}`)];
}
