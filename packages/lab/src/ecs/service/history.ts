import { createHash } from 'node:crypto';
import type { DeploymentConfiguration } from '@aws-sdk/client-ecs';
import type { DeploymentRecord, Moment, ServiceRecord } from '../records';
import { BREAKER_DETECTOR, breakerThreshold } from './failures';
import { alarmsOf } from './alarms';

/** A deployment of a service as it is remembered, over the deployment's own end. */
export interface ServiceDeploymentRecord {
  readonly serviceDeploymentArn: string;
  readonly serviceArn: string;
  readonly clusterArn: string;
  readonly deploymentId: string;
  readonly createdAt: Moment;
  readonly updatedAt: Moment;
  readonly finishedAt?: Moment;
  readonly status: 'IN_PROGRESS' | 'SUCCESSFUL' | 'STOPPED' | 'ROLLBACK_IN_PROGRESS' | 'ROLLBACK_SUCCESSFUL';
  readonly statusReason?: string;
  readonly targetRevisionArn: string;
  readonly sourceRevisionArns: readonly string[];
  readonly rollbackRevisionArn?: string;
  readonly deploymentConfiguration: DeploymentConfiguration;
  readonly failedTasks: number;
  readonly threshold: number;
  /** Whether alarms are looked at for it. */
  readonly alarmsWatched?: boolean;
  /** Those that it has failed for. */
  readonly triggeredAlarms?: readonly string[];
}

/** What a deployment of a service ran. */
export interface ServiceRevisionRecord extends Pick<ServiceRecord,
  'serviceArn' | 'clusterArn' | 'taskDefinitionArn' | 'launchType' | 'capacityProviderStrategy' | 'networkConfiguration' | 'serviceRegistries'> {
  readonly serviceRevisionArn: string;
  readonly deploymentId: string;
  readonly createdAt: Moment;
}

/** Of one service, oldest first. */
export interface ServiceHistory {
  readonly deployments: readonly ServiceDeploymentRecord[];
  readonly revisions: readonly ServiceRevisionRecord[];
}

const ID_LENGTH = 21;
/** Earlier ones are forgotten. */
const REMEMBERED = 100;

export function serviceDeploymentArn(serviceArn: string, deploymentId: string): string {
  const id = createHash('sha256').update(`${serviceArn} ${deploymentId}`).digest('base64url').replace(/[-_]/g, '').slice(0, ID_LENGTH);
  return `${serviceArn.replace(':service/', ':service-deployment/')}/${id}`;
}

/** The revision that a deployment of the service runs: numbered as the deployment is. */
export const serviceRevisionArn = (serviceArn: string, deploymentId: string): string =>
  `${serviceArn.replace(':service/', ':service-revision/')}/${deploymentId.replace('ecs-svc/', '')}`;

/** The history with what the service shows now; the same object when nothing is new. */
export function withHistory(service: ServiceRecord, history: ServiceHistory = { deployments: [], revisions: [] }, now: Moment): ServiceHistory {
  const known = new Map(history.deployments.map((one) => [one.deploymentId, one]));
  // a rollback is no deployment of its own but the end of the one that failed
  const fresh = service.deployments.filter((one) => !known.has(one.id) && !isRollback(service, one)).reverse();
  const deployments = [
    ...history.deployments.map((one) => (one.finishedAt === undefined ? followed(service, one, now) : one)),
    ...fresh.map((one) => noted(service, one, undefined, now)),
  ];
  const isSame = fresh.length === 0 && deployments.every((one, index) => JSON.stringify(one) === JSON.stringify(history.deployments[index]));
  return isSame ? history : {
    deployments: deployments.slice(-REMEMBERED),
    revisions: [...history.revisions, ...fresh.map((one) => revisionOf(service, one))].slice(-REMEMBERED),
  };
}

function followed(service: ServiceRecord, before: ServiceDeploymentRecord, now: Moment): ServiceDeploymentRecord {
  const shown = service.deployments.find(({ id }) => id === before.deploymentId);
  if (shown !== undefined) {
    return noted(service, shown, before, now);
  }
  // only a failure makes an earlier deployment the primary one again; that may begin and end in one look at the service
  const primary = service.deployments.find(({ status }) => status === 'PRIMARY');
  const { failure } = service.memory;
  const end = failure?.deploymentId === before.deploymentId && primary !== undefined && primary.createdAt < before.createdAt ? {
    ...failed(before, failure), status: 'ROLLBACK_SUCCESSFUL' as const, rollbackRevisionArn: serviceRevisionArn(service.serviceArn, primary.id),
  } : { status: before.status === 'ROLLBACK_IN_PROGRESS' ? 'ROLLBACK_SUCCESSFUL' as const : 'STOPPED' as const };
  return { ...before, ...end, finishedAt: now, updatedAt: now };
}

/** What its failure makes of a deployment; its own count of failed tasks may not have been seen. */
function failed(before: ServiceDeploymentRecord, { reason, triggeredAlarms }: Failure): Partial<ServiceDeploymentRecord> {
  const isBroken = reason.startsWith(BREAKER_DETECTOR);
  return { statusReason: reason, triggeredAlarms, failedTasks: isBroken ? Math.max(before.failedTasks, before.threshold) : before.failedTasks };
}

type Failure = NonNullable<ServiceRecord['memory']['failure']>;

function noted(
  service: ServiceRecord, deployment: DeploymentRecord, before: ServiceDeploymentRecord | undefined, now: Moment,
): ServiceDeploymentRecord {
  const { serviceArn, clusterArn, deploymentConfiguration } = service;
  const status = statusOf(service, deployment);
  const revision = (id: string) => serviceRevisionArn(serviceArn, id);
  const { completed, failure } = service.memory;
  const breaker = deploymentConfiguration.deploymentCircuitBreaker;
  return {
    serviceDeploymentArn: serviceDeploymentArn(serviceArn, deployment.id),
    serviceArn, clusterArn, deploymentId: deployment.id, deploymentConfiguration,
    createdAt: deployment.createdAt,
    updatedAt: deployment.updatedAt,
    ...status === 'IN_PROGRESS' || status === 'ROLLBACK_IN_PROGRESS' ? {} : { finishedAt: now },
    status,
    ...deployment.rolloutState === 'FAILED' ? { statusReason: deployment.rolloutStateReason } : {},
    targetRevisionArn: revision(deployment.id),
    sourceRevisionArns: before?.sourceRevisionArns ?? service.deployments.filter(({ id }) => id !== deployment.id).map(({ id }) => revision(id)),
    ...status.startsWith('ROLLBACK') && completed !== undefined ? { rollbackRevisionArn: revision(completed.deploymentId) } : {},
    failedTasks: deployment.failedTasks,
    threshold: breakerThreshold(service.desiredCount, breaker?.thresholdConfiguration),
    alarmsWatched: deployment.alarmWatch === undefined ? alarmsOf(service).length > 0 : deployment.alarmWatch === 'WATCHED',
    triggeredAlarms: failure?.deploymentId === deployment.id ? failure.triggeredAlarms : undefined,
  };
}

function statusOf(service: ServiceRecord, { status, rolloutState }: DeploymentRecord): ServiceDeploymentRecord['status'] {
  if (rolloutState === 'COMPLETED') {
    return 'SUCCESSFUL';
  }
  if (rolloutState === 'IN_PROGRESS') {
    return status === 'PRIMARY' ? 'IN_PROGRESS' : 'STOPPED';
  }
  const primary = service.deployments.find((deployment) => deployment.status === 'PRIMARY');
  return primary !== undefined && isRollback(service, primary) ? 'ROLLBACK_IN_PROGRESS' : 'STOPPED';
}

/** Whether it is what is gone back to after a deployment that is still shown as failed. */
function isRollback(service: ServiceRecord, { status, taskDefinitionArn, rolloutState }: DeploymentRecord): boolean {
  const { deployments, deploymentConfiguration, memory } = service;
  const { deploymentCircuitBreaker, alarms } = deploymentConfiguration;
  return (deploymentCircuitBreaker?.rollback === true || alarms?.rollback === true) && status === 'PRIMARY' && rolloutState !== 'FAILED'
    && memory.completed?.taskDefinitionArn === taskDefinitionArn && deployments.some((other) => other.rolloutState === 'FAILED');
}

const revisionOf = (service: ServiceRecord, { id, taskDefinitionArn, createdAt }: DeploymentRecord): ServiceRevisionRecord => ({
  serviceRevisionArn: serviceRevisionArn(service.serviceArn, id), serviceArn: service.serviceArn, clusterArn: service.clusterArn, deploymentId: id,
  taskDefinitionArn, launchType: service.launchType, capacityProviderStrategy: service.capacityProviderStrategy,
  networkConfiguration: service.networkConfiguration, createdAt,
  ...service.serviceRegistries === undefined ? {} : { serviceRegistries: service.serviceRegistries },
});
