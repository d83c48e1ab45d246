import { error, Finding, warning } from '../private/finding';
import { hostPortClaims } from '../private/model';
import { ServiceModel } from '../private/service-model';

/** A deployment goes on only when it may stop an old task or start a new one, and the new one finds its ports free. */
export function rollingMakesProgress(service: ServiceModel): Finding[] {
  const { tasks, minHealthy, maxHealthy } = service;
  if (!service.rolls || minHealthy === undefined || maxHealthy === undefined) {
    return [];
  }
  if (service.everyInstance) {
    return daemonFindings(service, maxHealthy);
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
  return mayStop ? [] : portFindings(service, tasks);
}

function daemonFindings({ path }: ServiceModel, maxHealthy: number): Finding[] {
  return maxHealthy === 100 ? [] : [error('rollingOnEveryInstance', `a service on every instance stops a task before it starts the next: '${path}' has maxHealthyPercent ${maxHealthy}, `
    + 'allowed is 100; leave maxHealthyPercent out')];
}

/** Where no old task may stop first, a new one needs an instance on which its ports are free. */
function portFindings({ path, task, capacity, minHealthy, launchType }: ServiceModel, tasks: number): Finding[] {
  const [claim] = task === undefined || launchType !== 'EC2' ? [] : hostPortClaims(task);
  if (claim === undefined || capacity === undefined) {
    return [];
  }
  const most = capacity.reduce((sum, { max }) => sum + max, 0);
  const certain = capacity.reduce((sum, { min, max, managedScaling }) => sum + (managedScaling ? max : min), 0);
  const what = `a new task on ${claim.protocol.toUpperCase()} host port ${claim.port} needs an instance where the port is free, and minHealthyPercent ${minHealthy} lets no old task of '${path}' stop first`;
  const cure = 'set minHealthyPercent to 0 for a single task and 50 for several, with maxHealthyPercent 100, or add an instance';
  if (tasks >= most) {
    return [error('rollingOnHostPorts', `${what}: ${tasks} tasks hold it on at most ${most} instances, allowed are fewer tasks than instances; ${cure}`)];
  }
  return tasks < certain ? [] : [warning('rollingOnHostPorts', `${what}: ${tasks} tasks hold it, and only ${certain} instances are certain; ${cure}`)];
}
