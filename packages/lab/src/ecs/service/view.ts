import type { Deployment, Service, ServiceCurrentRevisionSummary } from '@aws-sdk/client-ecs';
import type { DeploymentRecord, ServiceRecord, TaskRecord } from '../records';
import { date } from '../task/view';
import { serviceDeploymentArn, serviceRevisionArn } from './history';

/** A service as `DescribeServices` shows it; `tasks` are all that it has. */
export function serviceView(service: ServiceRecord, tasks: readonly TaskRecord[], options: { readonly tags?: boolean } = {}): Service {
  const alive = tasks.filter(({ desiredStatus }) => desiredStatus === 'RUNNING');
  return {
    serviceArn: service.serviceArn,
    serviceName: service.serviceName,
    clusterArn: service.clusterArn,
    loadBalancers: [],
    serviceRegistries: [...service.serviceRegistries ?? []],
    status: service.status,
    desiredCount: service.desiredCount,
    runningCount: running(alive),
    pendingCount: alive.length - running(alive),
    launchType: service.launchType,
    capacityProviderStrategy: service.capacityProviderStrategy && [...service.capacityProviderStrategy],
    taskDefinition: service.taskDefinitionArn,
    deploymentConfiguration: service.deploymentConfiguration,
    deployments: service.deployments.map((deployment) => deploymentView(service, deployment, alive)),
    events: service.events.map(({ id, createdAt, message }) => ({ id, createdAt: date(createdAt), message })),
    currentServiceDeployment: service.deployments.filter(({ status, rolloutState }) => status === 'PRIMARY' && rolloutState === 'IN_PROGRESS')
      .map(({ id }) => serviceDeploymentArn(service.serviceArn, id))[0],
    currentServiceRevisions: service.deployments.map(({ id }) => revisionSummary(service, id, alive)),
    createdAt: date(service.createdAt),
    createdBy: service.createdBy,
    placementConstraints: [...service.placementConstraints],
    placementStrategy: [...service.placementStrategy],
    networkConfiguration: service.networkConfiguration,
    schedulingStrategy: service.schedulingStrategy,
    deploymentController: { type: 'ECS' },
    enableECSManagedTags: service.enableECSManagedTags,
    propagateTags: service.propagateTags,
    enableExecuteCommand: service.enableExecuteCommand,
    healthCheckGracePeriodSeconds: service.healthCheckGracePeriodSeconds,
    availabilityZoneRebalancing: service.availabilityZoneRebalancing,
    tags: options.tags === true ? [...service.tags] : undefined,
  };
}

function deploymentView(service: ServiceRecord, deployment: DeploymentRecord, alive: readonly TaskRecord[]): Deployment {
  const own = alive.filter(({ deploymentId }) => deploymentId === deployment.id);
  return {
    id: deployment.id,
    status: deployment.status,
    taskDefinition: deployment.taskDefinitionArn,
    desiredCount: deployment.status === 'PRIMARY' ? service.desiredCount : own.length,
    pendingCount: own.length - running(own),
    runningCount: running(own),
    failedTasks: deployment.failedTasks,
    createdAt: date(deployment.createdAt),
    updatedAt: date(deployment.updatedAt),
    launchType: service.launchType,
    capacityProviderStrategy: service.capacityProviderStrategy && [...service.capacityProviderStrategy],
    networkConfiguration: service.networkConfiguration,
    rolloutState: deployment.rolloutState,
    rolloutStateReason: deployment.rolloutStateReason,
  };
}

/** How many tasks of a revision there are, and are to be. */
export function revisionSummary(service: ServiceRecord, deploymentId: string, alive: readonly TaskRecord[]): ServiceCurrentRevisionSummary {
  const own = alive.filter((task) => task.deploymentId === deploymentId);
  const isPrimary = service.deployments.some(({ id, status }) => id === deploymentId && status === 'PRIMARY');
  return {
    arn: serviceRevisionArn(service.serviceArn, deploymentId), requestedTaskCount: isPrimary ? service.desiredCount : own.length,
    runningTaskCount: running(own), pendingTaskCount: own.length - running(own),
  };
}

function running(tasks: readonly TaskRecord[]): number {
  return tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING').length;
}
