import type { Candidate } from '../placement/candidate';
import type { Refusal } from '../placement/place';
import type { DeploymentRecord, TaskRecord } from '../records';
import { scalingReason } from './events';
import { FAILED_HEALTH_CHECKS } from './failures';
import { isForInstance, seekerOf } from './order';
import type { Pass } from './pass';

/** Moves a DAEMON service one step towards one task of the primary deployment on every instance that it is for. */
export function stepDaemon(pass: Pass, primary: DeploymentRecord): readonly Refusal[] | undefined {
  const definition = pass.input.definition(primary.taskDefinitionArn);
  const seeker = definition && seekerOf(pass.service, definition, pass.input.zonesOf?.(pass.service.networkConfiguration));
  // what it takes is not asked here: an instance without room is wanted all the same, and starved
  const eligible = pass.candidates.filter((candidate) => seeker !== undefined
    && isForInstance(seeker, candidate));
  pass.service = { ...pass.service, desiredCount: eligible.length };
  const reason = scalingReason(primary.id);
  // there is no room for two on an instance: an unhealthy one goes first
  pass.stop(pass.alive.filter((task) => pass.isCondemned(task)), FAILED_HEALTH_CHECKS);
  pass.stop(pass.alive.filter((task) => isUnwanted(pass, task, eligible)), reason);

  const lowest = Math.ceil(eligible.length * pass.service.deploymentConfiguration.minimumHealthyPercent / 100);
  const old = pass.alive.filter(({ deploymentId }) => deploymentId !== primary.id);
  const spare = pass.alive.filter((task) => pass.isHealthy(task) || old.includes(task)).length - lowest;
  const mayStart = pass.mayStart(primary, eligible.length - (pass.alive.length - old.length));
  pass.stop(old.filter((task) => !pass.isProtected(task)).slice(0, mayStart ? Math.max(0, spare) : 0), reason);

  const taken = new Set(pass.alive.map(({ containerInstanceArn }) => containerInstanceArn));
  const refusals: Refusal[] = [];
  for (const candidate of mayStart ? eligible : []) {
    if (!taken.has(candidate.containerInstanceArn)) {
      refusals.push(...pass.start(1, primary, [candidate]) ?? []);
    }
  }
  return refusals.length > 0 ? refusals : undefined;
}

/** On an instance that drains a daemon goes last; on one that is merely not connected it stays. */
function isUnwanted(pass: Pass, task: TaskRecord, eligible: readonly Candidate[]): boolean {
  const home = pass.candidates.find(({ containerInstanceArn }) => containerInstanceArn === task.containerInstanceArn);
  if (home === undefined || eligible.includes(home) || !home.agentConnected) {
    return false;
  }
  const others = [...home.groups].some(([group, count]) => group.startsWith('service:') && group !== task.group && count > 0);
  return home.status !== 'DRAINING' || !others;
}
