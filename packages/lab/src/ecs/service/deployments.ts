import type { DeploymentRecord, Moment, ServiceRecord } from '../records';
import { without } from '../without';

/** The service with a new primary deployment; the one before is ACTIVE until its tasks are gone. */
export function withNewDeployment(service: ServiceRecord, taskDefinitionArn: string, now: Moment, digits: string): ServiceRecord {
  const id = `ecs-svc/${digits}`;
  const deployment: DeploymentRecord = {
    id,
    status: 'PRIMARY',
    taskDefinitionArn,
    createdAt: now,
    updatedAt: now,
    failedTasks: 0,
    rolloutState: 'IN_PROGRESS',
    rolloutStateReason: `ECS deployment ${id} in progress.`,
  };
  return {
    ...service,
    taskDefinitionArn,
    deployments: [deployment, ...service.deployments.map(demoted)],
    memory: { ...without(service.memory, 'startAfter', 'steadyAt'), said: {}, failures: 0 },
  };
}

/** The service with an earlier deployment, whose tasks may still run, as its primary one. */
export function withPromoted(service: ServiceRecord, deployment: DeploymentRecord, reason: string, now: Moment): ServiceRecord {
  const promoted: DeploymentRecord = { ...without(deployment, 'alarmWatch', 'bakingSince'), status: 'PRIMARY', rolloutState: 'IN_PROGRESS', rolloutStateReason: reason, updatedAt: now };
  return {
    ...service,
    taskDefinitionArn: deployment.taskDefinitionArn,
    deployments: [promoted, ...service.deployments.filter(({ id }) => id !== deployment.id).map(demoted)],
  };
}

export function primaryOf(service: ServiceRecord): DeploymentRecord | undefined {
  return service.deployments.find(({ status }) => status === 'PRIMARY');
}

/** The service with changes to one of its deployments. */
export function withDeployment(service: ServiceRecord, id: string, change: Partial<DeploymentRecord>, now: Moment): ServiceRecord {
  const deployments = service.deployments.map((one) => one.id === id ? { ...one, ...change, updatedAt: now } : one);
  return { ...service, deployments };
}

function demoted(deployment: DeploymentRecord): DeploymentRecord {
  return deployment.status === 'PRIMARY' ? { ...deployment, status: 'ACTIVE' } : deployment;
}
