import type { Tag } from '@aws-sdk/client-ecs';
import { compileConstraints } from '../placement/constraints';
import { demandOf } from '../placement/demand';
import type { Candidate } from '../placement/candidate';
import { type Seeker, refusalOf } from '../placement/place';
import { SERVICE_DEFAULT_STRATEGY, compileStrategies } from '../placement/strategies';
import type { DeploymentRecord, ServiceRecord, TaskDefinitionRecord } from '../records';
import type { TaskOrder } from '../task/create';

/** What a task of the service asks of placement. */
export function seekerOf(service: ServiceRecord, definition: TaskDefinitionRecord, zones?: Seeker['zones']): Seeker {
  const group = `service:${service.serviceName}`;
  return {
    demand: demandOf(definition),
    group,
    zones,
    requiresAttributes: definition.requiresAttributes,
    constraint: compileConstraints([...(definition.placementConstraints ?? []), ...service.placementConstraints], group),
    strategy: compileStrategies(service.placementStrategy.length > 0 ? service.placementStrategy : SERVICE_DEFAULT_STRATEGY, group),
  };
}

/** Whether the instance is one for such a task, be there room or not. */
export function isForInstance(seeker: Seeker, candidate: Candidate): boolean {
  return refusalOf({ ...seeker, demand: { cpu: 0, memory: 0, tcp: [], udp: [] } }, candidate) === undefined;
}

/** What a task of the service is made from. */
export function orderOf(
  service: ServiceRecord, definition: TaskDefinitionRecord, deployment: DeploymentRecord, clusterName: string, provider: string | undefined,
): TaskOrder {
  return {
    clusterArn: service.clusterArn,
    group: `service:${service.serviceName}`,
    startedBy: deployment.id,
    serviceArn: service.serviceArn,
    deploymentId: deployment.id,
    launchType: provider === undefined ? 'EC2' : undefined,
    capacityProviderName: provider,
    networkConfiguration: service.networkConfiguration,
    placement: { constraints: service.placementConstraints, strategy: service.placementStrategy },
    definition,
    enableExecuteCommand: service.enableExecuteCommand,
    tags: tagsOf(service, definition, clusterName),
  };
}

function tagsOf(service: ServiceRecord, definition: TaskDefinitionRecord, clusterName: string): readonly Tag[] {
  const managed = service.enableECSManagedTags
    ? [{ key: 'aws:ecs:clusterName', value: clusterName }, { key: 'aws:ecs:serviceName', value: service.serviceName }]
    : [];
  const propagated = service.propagateTags === 'SERVICE' ? service.tags : service.propagateTags === 'TASK_DEFINITION' ? definition.tags : [];
  return [...managed, ...propagated.filter(({ key }) => key?.startsWith('aws:') !== true)];
}
