import type { Refusal } from '../placement/place';
import type { DeploymentRecord, TaskRecord } from '../records';
import { taskHealth } from '../task/health';
import { scalingReason } from './events';
import { FAILED_HEALTH_CHECKS } from './failures';
import type { Pass } from './pass';
import { rebalance } from './rebalance';
import { surplus } from './scale-in';

const BLOCKED = 'was unable to stop or start tasks during a deployment because of the service deployment configuration. '
  + 'Update the minimumHealthyPercent or maximumPercent value and try again.';

/**
 * Moves a REPLICA service one step towards its desired count of healthy tasks of the primary deployment, within the minimum (rounded up)
 * and maximum (rounded down) percent. Other tasks make room only for what cannot be started beside them, unhealthy ones before all others.
 */
export function stepReplica(pass: Pass, primary: DeploymentRecord): readonly Refusal[] | undefined {
  if (rebalance(pass, primary)) {
    return undefined;
  }
  const { desiredCount, placementStrategy, deploymentConfiguration: { minimumHealthyPercent, maximumPercent } } = pass.service;
  const reason = scalingReason(primary.id);
  const lowest = Math.ceil(desiredCount * minimumHealthyPercent / 100);
  const highest = Math.floor(desiredCount * maximumPercent / 100);
  const condemned = new Set(pass.alive.filter((task) => pass.isCondemned(task)));
  const isCurrent = (task: TaskRecord) => task.deploymentId === primary.id && !pass.isLeaving(task) && !condemned.has(task);
  const current = () => pass.alive.filter(isCurrent);
  const others = () => pass.alive.filter((task) => !isCurrent(task));

  const free = current().filter((task) => !pass.isProtected(task));
  pass.stop(surplus(free, Math.max(0, desiredCount - (current().length - free.length)), placementStrategy, pass.candidates), reason);
  pass.stop(others().filter((task) => task.lastStatus !== 'RUNNING' && !pass.isProtected(task)), reason);
  const mayStart = pass.mayStart(primary, desiredCount - current().length);
  const fill = () => {
    const count = Math.min(desiredCount - current().length, highest - pass.alive.length);
    const refusals = mayStart && count > 0 ? pass.start(count, primary) : undefined;
    pass.noteReplaced(condemned.size);
    return refusals;
  };
  const refusals = fill();

  const missing = mayStart ? desiredCount - current().length : 0;
  const trusted = current().filter((task) => pass.isHealthy(task)).length;
  const serving = others().filter((task) => taskHealth(task) !== 'UNHEALTHY').length;
  const dispensable = Math.max(missing, others().length - Math.max(0, desiredCount - trusted));
  const unhealthy = others().filter((task) => condemned.has(task)).slice(0, replaceable(dispensable, missing, trusted === current().length));
  const spare = Math.min(trusted + serving - lowest, dispensable - unhealthy.length);
  const goners = others().filter((task) => !condemned.has(task) && !pass.isProtected(task)).slice(0, Math.max(0, spare));
  if (missing > 0 && refusals === undefined && unhealthy.length + goners.length === 0 && others().length > 0
    && pass.alive.every((task) => pass.isHealthy(task))) {
    pass.sayOnce(BLOCKED);
  }
  if (unhealthy.length + goners.length === 0) {
    return refusals;
  }
  pass.stop(unhealthy, FAILED_HEALTH_CHECKS);
  pass.stop(goners, reason);
  return fill();
}

/** Unhealthy tasks that make room for what takes their place go one by one, each when the one before has been replaced. */
function replaceable(dispensable: number, missing: number, allTrusted: boolean): number {
  const most = Math.max(0, dispensable);
  return missing <= 0 ? most : allTrusted ? Math.min(1, most) : 0;
}
