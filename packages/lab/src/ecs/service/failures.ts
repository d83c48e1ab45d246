import type { TaskRecord } from '../records';
import { primaryOf, withDeployment, withNewDeployment, withPromoted } from './deployments';
import { without } from '../without';
import type { Pass } from './pass';

/** After this many failed starts in a row the scheduler waits between them. */
export const FAILURES_BEFORE_THROTTLE = 3;

/** Counts each failed task once: for the deployment that is rolling out, until a task of it has run well, and for the throttle. */
export function countFailures(pass: Pass): void {
  prove(pass);
  const { tasks, now, timers } = pass.input;
  const { memory } = pass.service;
  const failed = tasks.filter((task) => hasFailed(task));
  const counted = new Set(memory.counted);
  const fresh = failed.filter(({ taskArn }) => !counted.has(taskArn));
  // a task that ran for long before it stopped is replaced without delay
  const quick = fresh.filter(({ startedAt, stoppingAt = now }) => startedAt === undefined || stoppingAt - startedAt < timers.throttleStart);
  pass.remember({ counted: failed.map(({ taskArn }) => taskArn), failures: memory.failures + quick.length });
  for (const { deploymentId = '' } of fresh) {
    const deployment = pass.service.deployments.find(({ id }) => id === deploymentId);
    if (deployment?.rolloutState === 'IN_PROGRESS' && deployment.proven !== true) {
      pass.service = withDeployment(pass.service, deploymentId, { failedTasks: deployment.failedTasks + 1 }, now);
    }
  }
  if (quick.length > 0) {
    throttle(pass, quick.some(({ startedAt }) => startedAt === undefined));
  }
}

/** One task that has run well sets the count of failed ones back, for good. */
function prove(pass: Pass): void {
  for (const { id } of pass.service.deployments.filter(({ rolloutState, proven }) => rolloutState === 'IN_PROGRESS' && proven !== true)) {
    if (pass.alive.some((task) => task.deploymentId === id && pass.isHealthy(task))) {
      pass.service = withDeployment(pass.service, id, { failedTasks: 0, proven: true }, pass.input.now);
    }
  }
}

/** Why a deployment with too many failed tasks has failed. */
export const BREAKER_REASON = 'ECS deployment circuit breaker: tasks failed to start.';

/** Ends a deployment with too many failed tasks and, if asked, goes back to the last one that completed. */
export function breakCircuit(pass: Pass): void {
  const { now, ids } = pass.input;
  const primary = primaryOf(pass.service);
  const { deploymentCircuitBreaker: breaker } = pass.service.deploymentConfiguration;
  if (breaker?.enable !== true || primary?.rolloutState !== 'IN_PROGRESS' || primary.failedTasks < breakerThreshold(pass.service.desiredCount)) {
    return;
  }
  const rolloutStateReason = BREAKER_REASON;
  pass.service = withDeployment(pass.service, primary.id, { rolloutState: 'FAILED', rolloutStateReason }, now);
  pass.say(`(deployment ${primary.id}) deployment failed: tasks failed to start.`);
  const { completed } = pass.service.memory;
  if (breaker.rollback !== true || completed === undefined || completed.deploymentId === primary.id) {
    return;
  }
  pass.service = { ...pass.service, memory: { ...without(pass.service.memory, 'startAfter'), failures: 0 } };
  const earlier = pass.service.deployments.find(({ id }) => id === completed.deploymentId);
  pass.service = earlier === undefined
    ? withNewDeployment(pass.service, completed.taskDefinitionArn, now, ids.deployment())
    : withPromoted(pass.service, earlier, `ECS deployment circuit breaker: rolling back to deploymentId ${earlier.id}.`, now);
  pass.say(`rolling back to deployment ${primaryOf(pass.service)?.id ?? ''}.`);
}

/** Half of the desired tasks, at least 3 and at most 200. */
export function breakerThreshold(desiredCount: number): number {
  return Math.min(200, Math.max(3, Math.ceil(desiredCount / 2)));
}

function hasFailed(task: TaskRecord): boolean {
  return task.desiredStatus === 'STOPPED' && (task.stopCode === 'TaskFailedToStart' || task.stopCode === 'EssentialContainerExited'
    || task.stoppedReason === FAILED_HEALTH_CHECKS);
}

/** Why the scheduler stops a task that its health check condemns. */
export const FAILED_HEALTH_CHECKS = 'Task failed container health checks';

function throttle(pass: Pass, neverRan: boolean): void {
  const { now, timers } = pass.input;
  const { failures } = pass.service.memory;
  if (failures < FAILURES_BEFORE_THROTTLE) {
    return;
  }
  pass.remember({ startAfter: now + Math.min(timers.throttleMaximum, timers.throttleStart * 2 ** (failures - FAILURES_BEFORE_THROTTLE)) });
  if (neverRan) {
    pass.sayOnce('is unable to consistently start tasks successfully.');
  }
}
