import type { DeploymentRecord, ServiceRecord } from '../records';
import { primaryOf, withDeployment } from './deployments';
import type { Pass } from './pass';
import { failDeployment } from './rollback';

/** AWS's event says as much; that the reason of the rollout begins so is ours. */
export const ALARM_DETECTOR = 'ECS deployment alarms';
export const ALARM_FINDING = 'alarm detected';

/** Names of the alarms that a service's deployments are watched by. */
export function alarmsOf({ deploymentConfiguration: { alarms } }: Pick<ServiceRecord, 'deploymentConfiguration'>): readonly string[] {
  return alarms?.enable === true ? alarms.alarmNames ?? [] : [];
}

/**
 * Ends the deployment that rolls out when one of its alarms is in ALARM while a task of it has come to run. Where one was so when the
 * deployment began, so that it may be the cure, none counts.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html
 */
export function watchAlarms(pass: Pass): void {
  const primary = primaryOf(pass.service);
  const triggered = alarmsOf(pass.service).filter((name) => pass.input.alarm?.(name)?.state === 'ALARM');
  if (primary?.rolloutState !== 'IN_PROGRESS' || alarmsOf(pass.service).length === 0) {
    return;
  }
  if (primary.alarmWatch === undefined) {
    const alarmWatch = triggered.length > 0 ? 'IGNORED' : 'WATCHED';
    pass.service = withDeployment(pass.service, primary.id, { alarmWatch }, pass.input.now);
  } else if (primary.alarmWatch === 'WATCHED' && triggered.length > 0 && hasRun(pass, primary)) {
    const rollback = pass.service.deploymentConfiguration.alarms?.rollback === true;
    failDeployment(pass, primary, { detector: ALARM_DETECTOR, finding: ALARM_FINDING, rollback, triggeredAlarms: triggered });
  }
}

/** Whether a deployment that has come to its end still has alarms to wait for: as long as the longest of them looks back. */
export function isBaking(pass: Pass, primary: DeploymentRecord): boolean {
  if (primary.alarmWatch !== 'WATCHED' || alarmsOf(pass.service).length === 0) {
    return false;
  }
  const since = primary.bakingSince ?? pass.input.now;
  if (primary.bakingSince === undefined) {
    pass.service = withDeployment(pass.service, primary.id, { bakingSince: since }, pass.input.now);
  }
  const over = since + Math.max(0, ...alarmsOf(pass.service).map((name) => pass.input.alarm?.(name)?.evaluated ?? 0));
  if (over > pass.input.now) {
    pass.wake(over);
    return true;
  }
  return false;
}

const hasRun = (pass: Pass, { id, bakingSince }: DeploymentRecord): boolean =>
  bakingSince !== undefined || pass.input.tasks.some(({ deploymentId, startedAt }) => deploymentId === id && startedAt !== undefined);
