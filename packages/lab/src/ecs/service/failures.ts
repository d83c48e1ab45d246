import type { ThresholdConfiguration } from '@aws-sdk/client-ecs';
import type { TaskRecord } from '../records';
import { primaryOf, withDeployment } from './deployments';
import type { Pass } from './pass';
import { failDeployment } from './rollback';

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

/** One task that has run well sets the count of failed ones back, for good, unless the breaker is told to go on counting. */
function prove(pass: Pass): void {
  if (pass.service.deploymentConfiguration.deploymentCircuitBreaker?.resetOnHealthyTask === false) {
    return;
  }
  for (const { id } of pass.service.deployments.filter(({ rolloutState, proven }) => rolloutState === 'IN_PROGRESS' && proven !== true)) {
    if (pass.alive.some((task) => task.deploymentId === id && pass.isHealthy(task))) {
      pass.service = withDeployment(pass.service, id, { failedTasks: 0, proven: true }, pass.input.now);
    }
  }
}

export const BREAKER_DETECTOR = 'ECS deployment circuit breaker';

/** Ends a deployment with too many failed tasks and, if asked, goes back to the last one that completed. */
export function breakCircuit(pass: Pass): void {
  const primary = primaryOf(pass.service);
  const { deploymentCircuitBreaker: breaker } = pass.service.deploymentConfiguration;
  if (breaker?.enable === true && primary?.rolloutState === 'IN_PROGRESS'
    && primary.failedTasks >= breakerThreshold(pass.service.desiredCount, breaker.thresholdConfiguration)) {
    failDeployment(pass, primary, { detector: BREAKER_DETECTOR, finding: 'tasks failed to start', rollback: breaker.rollback === true });
  }
}

const DEFAULT_PERCENT = 50;
const FEWEST = 3;
const MOST = 200;

/**
 * How many failed tasks end a deployment: unless said otherwise half of the desired ones, at least 3 and at most 200.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ThresholdConfiguration.html
 */
export function breakerThreshold(desiredCount: number, { type, value = DEFAULT_PERCENT }: Partial<ThresholdConfiguration> = {}): number {
  const share = Math.ceil(desiredCount * value / 100);
  switch (type) {
    case 'COUNT':
      return value;
    case 'UNBOUNDED_PERCENT':
      return Math.max(1, share);
    default:
      return Math.min(MOST, Math.max(FEWEST, share));
  }
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
