import type { Deployment, Service } from '@aws-sdk/client-ecs';
import type { DeploymentRecord, ServiceRecord, TaskRecord } from '../records';
import { date } from '../task/view';

/** A service as `DescribeServices` shows it; `tasks` are all that it has. */
export function serviceView(service: ServiceRecord, tasks: readonly TaskRecord[], options: { readonly tags?: boolean } = {}): Service {
  const alive = tasks.filter(({ desiredStatus }) => desiredStatus === 'RUNNING');
  return {
    serviceArn: service.serviceArn,
    serviceName: service.serviceName,
    clusterArn: service.clusterArn,
    loadBalancers: [],
    serviceRegistries: [],
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

function running(tasks: readonly TaskRecord[]): number {
  return tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING').length;
}
