import { isBaking, watchAlarms } from './alarms';
import { stepDaemon } from './daemon';
import { primaryOf, withDeployment } from './deployments';
import { scalingReason } from './events';
import { breakCircuit, countFailures } from './failures';
import { type Decision, Pass, type SchedulerInput } from './pass';
import { stepReplica } from './replica';
import type { DeploymentRecord } from '../records';
import { without } from '../without';

/** One look at a service: what is to be started and stopped now, and the service with its new deployments, events and memory. */
export function schedule(input: SchedulerInput): Decision {
  const pass = new Pass(input);
  if (input.service.status === 'ACTIVE') {
    runActive(pass);
  } else if (input.service.status === 'DRAINING') {
    drain(pass);
  }
  return pass.decision();
}

function runActive(pass: Pass): void {
  countFailures(pass);
  breakCircuit(pass);
  watchAlarms(pass);
  const primary = primaryOf(pass.service);
  if (primary === undefined) {
    return;
  }
  const refusals = pass.service.schedulingStrategy === 'DAEMON' ? stepDaemon(pass, primary) : stepReplica(pass, primary);
  pass.announce(refusals);
  settle(pass, primary.id);
}

/** Completes the rollout, says that the service is steady, forgets deployments that are over. */
function settle(pass: Pass, primaryId: string): void {
  complete(pass, primaryId);
  const primary = primaryOf(pass.service);
  const rolling = primary?.rolloutState === 'IN_PROGRESS';
  // a failed deployment is shown until the one that takes its place has completed, and so is the one that alarms may lead back to
  const { completed } = pass.service.memory;
  const isKept = ({ id, rolloutState }: DeploymentRecord) => id === primaryId || isLive(pass, id)
    || (rolling && (rolloutState === 'FAILED' || (primary.alarmWatch === 'WATCHED' && id === completed?.deploymentId)));
  const deployments = pass.service.deployments.filter(isKept);
  if (deployments.length !== pass.service.deployments.length) {
    pass.service = { ...pass.service, deployments };
  }
}

function isLive(pass: Pass, id: string): boolean {
  return pass.input.tasks.some(({ deploymentId, lastStatus }) => deploymentId === id && lastStatus !== 'STOPPED');
}

function complete(pass: Pass, primaryId: string): void {
  const { now } = pass.input;
  const primary = primaryOf(pass.service);
  const current = pass.alive.filter(({ deploymentId }) => deploymentId === primaryId);
  const trusted = current.filter((task) => pass.isHealthy(task)).length;
  const alone = pass.service.deployments.every(({ id }) => id === primaryId || !isLive(pass, id));
  const settled = alone && pass.alive.length === pass.service.desiredCount && trusted === pass.service.desiredCount;
  if (!settled || primary === undefined || primary.rolloutState === 'FAILED') {
    pass.service = { ...pass.service, memory: without(pass.service.memory, 'steadyAt') };
    return;
  }
  const baking = primary.rolloutState === 'IN_PROGRESS' && isBaking(pass, primary);
  if (primary.rolloutState === 'IN_PROGRESS' && !baking) {
    const rolloutStateReason = `ECS deployment ${primaryId} completed.`;
    pass.service = withDeployment(pass.service, primaryId, { rolloutState: 'COMPLETED', rolloutStateReason }, now);
    pass.say(`(deployment ${primaryId}) deployment completed.`);
  }
  if (!baking) {
    pass.remember({ completed: { deploymentId: primaryId, taskDefinitionArn: primary.taskDefinitionArn }, failures: 0 });
  }
  const { steadyAt } = pass.service.memory;
  if (steadyAt === undefined || now - steadyAt >= pass.input.timers.eventRepeat) {
    pass.say('has reached a steady state.');
    pass.remember({ steadyAt: now });
  }
  pass.wake((pass.service.memory.steadyAt ?? now) + pass.input.timers.eventRepeat);
}

/** A deleted service stops everything and is INACTIVE when the last task has stopped. */
function drain(pass: Pass): void {
  const primary = primaryOf(pass.service);
  pass.stop(pass.alive, scalingReason(primary?.id ?? pass.service.serviceName));
  pass.announce(undefined);
  if (pass.input.tasks.every(({ lastStatus }) => lastStatus === 'STOPPED')) {
    pass.service = { ...pass.service, status: 'INACTIVE', deployments: [] };
  }
}
