import type { Refusal } from '../placement/place';
import type { DeploymentRecord, TaskRecord } from '../records';
import { taskHealth } from '../task/health';
import type { Pass } from './pass';

const BLOCKED = 'was unable to stop or start tasks during a deployment because of the service deployment configuration. '
  + 'Update the minimumHealthyPercent or maximumPercent value and try again.';

/**
 * Moves a REPLICA service one step towards its desired count of tasks of the primary deployment, within the minimum (rounded up)
 * and maximum (rounded down) percent. Old tasks make room only for what cannot be started beside them.
 */
export function stepReplica(pass: Pass, primary: DeploymentRecord): readonly Refusal[] | undefined {
  const { desiredCount, deploymentConfiguration: { minimumHealthyPercent, maximumPercent } } = pass.service;
  const reason = scalingReason(primary);
  const lowest = Math.ceil(desiredCount * minimumHealthyPercent / 100);
  const highest = Math.floor(desiredCount * maximumPercent / 100);
  const isCurrent = (task: TaskRecord) => task.deploymentId === primary.id && !isLeaving(pass, task);
  const current = () => pass.alive.filter(isCurrent);
  const old = () => pass.alive.filter((task) => !isCurrent(task));

  pass.stop(surplus(current(), desiredCount), reason);
  pass.stop(old().filter(({ lastStatus }) => lastStatus !== 'RUNNING'), reason);
  const mayStart = primary.rolloutState !== 'FAILED' && !isThrottled(pass);
  const fill = () => {
    const count = Math.min(desiredCount - current().length, highest - pass.alive.length);
    return mayStart && count > 0 ? pass.start(count, primary) : undefined;
  };
  const refusals = fill();

  const missing = mayStart ? desiredCount - current().length : 0;
  const trusted = current().filter((task) => pass.isHealthy(task)).length;
  const serving = old().filter((task) => taskHealth(task) !== 'UNHEALTHY').length;
  const spare = trusted + serving - lowest;
  const replaced = old().length - Math.max(0, desiredCount - trusted);
  const stoppable = Math.max(0, Math.min(spare, Math.max(missing, replaced)));
  if (missing > 0 && refusals === undefined && stoppable === 0 && old().length > 0 && pass.alive.every((task) => pass.isHealthy(task))) {
    pass.sayOnce(BLOCKED);
  }
  if (stoppable === 0) {
    return refusals;
  }
  pass.stop(old().slice(0, stoppable), reason);
  return fill();
}

export function scalingReason(primary: DeploymentRecord): string {
  return `Scaling activity initiated by (deployment ${primary.id})`;
}

/** On an instance that is draining: to be replaced elsewhere. */
export function isLeaving(pass: Pass, task: TaskRecord): boolean {
  return pass.candidates.some(({ containerInstanceArn, status }) => containerInstanceArn === task.containerInstanceArn && status === 'DRAINING');
}

/** Whether no task may be started yet. */
export function isThrottled(pass: Pass): boolean {
  const { startAfter } = pass.service.memory;
  if (startAfter === undefined || startAfter <= pass.input.now) {
    return false;
  }
  pass.wake(startAfter);
  return true;
}

/** Which tasks go when there are too many: those that do not run yet, then the newest on the instance that has most. */
function surplus(tasks: readonly TaskRecord[], desiredCount: number): readonly TaskRecord[] {
  const leaving: TaskRecord[] = [];
  let left = [...tasks];
  while (left.length > desiredCount) {
    const neighbours = (task: TaskRecord) => left.filter(({ containerInstanceArn }) => containerInstanceArn === task.containerInstanceArn).length;
    const rank = (task: TaskRecord) => (task.lastStatus === 'RUNNING' ? 0 : left.length + 1) + neighbours(task);
    const isBetter = (task: TaskRecord, best: TaskRecord) => rank(task) - rank(best) || task.createdAt - best.createdAt;
    const next = left.reduce((best, task) => isBetter(task, best) >= 0 ? task : best);
    leaving.push(next);
    left = left.filter((task) => task !== next);
  }
  return leaving;
}
