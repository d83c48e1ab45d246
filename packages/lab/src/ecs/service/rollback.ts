import type { DeploymentRecord } from '../records';
import { without } from '../without';
import { primaryOf, withDeployment, withNewDeployment, withPromoted } from './deployments';
import type { Pass } from './pass';

/** How a deployment ends that is not to go on. */
export interface DeploymentEnd {
  /** What found that out, as the deployment's reasons begin. */
  readonly detector: string;
  /** What it found, for reason and event. */
  readonly finding: string;
  /** Whether to go back to the last deployment that completed. */
  readonly rollback: boolean;
  /** Alarms that it is for. */
  readonly triggeredAlarms?: readonly string[];
}

/** Ends a deployment as FAILED and, if asked, makes the last completed one the primary one again. */
export function failDeployment(pass: Pass, primary: DeploymentRecord, end: DeploymentEnd): void {
  const { now, ids } = pass.input;
  const rolloutStateReason = `${end.detector}: ${end.finding}.`;
  pass.service = withDeployment(pass.service, primary.id, { rolloutState: 'FAILED', rolloutStateReason }, now);
  pass.remember({ failure: { deploymentId: primary.id, reason: rolloutStateReason, triggeredAlarms: end.triggeredAlarms } });
  pass.say(`(deployment ${primary.id}) deployment failed: ${end.finding}.`);
  const { completed } = pass.service.memory;
  if (!end.rollback || completed === undefined || completed.deploymentId === primary.id) {
    return;
  }
  pass.service = { ...pass.service, memory: { ...without(pass.service.memory, 'startAfter'), failures: 0 } };
  const earlier = pass.service.deployments.find(({ id }) => id === completed.deploymentId);
  pass.service = earlier === undefined
    ? withNewDeployment(pass.service, completed.taskDefinitionArn, now, ids.deployment())
    : withPromoted(pass.service, earlier, `${end.detector}: rolling back to deploymentId ${earlier.id}.`, now);
  pass.say(`rolling back to deployment ${primaryOf(pass.service)?.id ?? ''}.`);
}
