import { isDeepStrictEqual } from 'node:util';
import type { UpdateServiceRequest, UpdateServiceResponse } from '@aws-sdk/client-ecs';
import { invalidParameter, serviceNotActive } from '../../ecs/errors';
import type { ServiceRecord } from '../../ecs/records';
import { withNewDeployment } from '../../ecs/service/deployments';
import { serviceView } from '../../ecs/service/view';
import { without } from '../../ecs/without';
import { allow, inCluster, resourceTags, taskDefinitionUse } from './access';
import { type Ecs, ecsOperation } from './ecs';
import { findCluster, findService, findTaskDefinition, lookUpTaskDefinition } from './find';
import { UPDATE_SERVICE } from './input/service-shape';
import {
  checkController, checkDesiredCount, checkPlacement, checkServiceTask, deploymentConfigurationOf, healthCheckGraceOf, propagateTagsOf,
  providerStrategyOf, rebalancingOf,
} from './service-rules';

/** Another task definition, network configuration or capacity provider strategy, or force, makes a new deployment; the rest applies at once. */
export const updateService = (ecs: Ecs) => ecsOperation<UpdateServiceRequest, UpdateServiceResponse>({
  name: 'UpdateService',
  shape: UPDATE_SERVICE,
  run(input) {
    const { control } = ecs;
    const found = findService(ecs, input.cluster, input.service);
    if (found.status !== 'ACTIVE') {
      throw serviceNotActive();
    }
    const definition = input.taskDefinition === undefined
      ? lookUpTaskDefinition(ecs, found.taskDefinitionArn)
      : findTaskDefinition(ecs, input.taskDefinition);
    const changed = updated(ecs, found, input);
    if (definition !== undefined) {
      checkServiceTask(changed, definition, 'updated', ecs.control);
    }
    const taskDefinitionArn = definition?.taskDefinitionArn ?? found.taskDefinitionArn;
    const isDeployment = input.forceNewDeployment === true || taskDefinitionArn !== found.taskDefinitionArn
      || !isDeepStrictEqual(changed.networkConfiguration, found.networkConfiguration)
      || !isDeepStrictEqual(changed.serviceRegistries, found.serviceRegistries)
      || !isDeepStrictEqual(changed.capacityProviderStrategy, found.capacityProviderStrategy);
    const record = isDeployment ? withNewDeployment(changed, taskDefinitionArn, control.now(), control.ids.deployment()) : changed;
    control.saveService(record);
    return { service: serviceView(record, control.tasksOf(record), { tags: true }) };
  },
  access: ({ cluster, service = '', taskDefinition, enableExecuteCommand }) => {
    const arn = ecs.control.arns.service(cluster, service);
    const use = taskDefinition === undefined ? undefined : taskDefinitionUse(ecs, taskDefinition);
    const context = {
      ...inCluster(ecs, cluster), ...resourceTags(ecs.control.tables.services.get(arn)?.tags),
      ...(use === undefined ? {} : { 'ecs:task-definition': use.arn }),
      ...(enableExecuteCommand === undefined ? {} : { 'ecs:enable-execute-command': String(enableExecuteCommand) }),
    };
    return [allow('UpdateService', arn, context), ...use?.roles ?? []];
  },
});

function updated(ecs: Ecs, found: ServiceRecord, input: UpdateServiceRequest): ServiceRecord {
  const { schedulingStrategy } = found;
  const placementConstraints = input.placementConstraints ?? found.placementConstraints;
  const placementStrategy = input.placementStrategy ?? found.placementStrategy;
  checkController(input);
  checkDesiredCount(input.desiredCount, schedulingStrategy);
  checkPlacement(placementConstraints, placementStrategy, schedulingStrategy);
  const deploymentConfiguration = deploymentConfigurationOf(input.deploymentConfiguration, schedulingStrategy, found.deploymentConfiguration);
  const strategy = input.capacityProviderStrategy && providerStrategyOf(input.capacityProviderStrategy, findCluster(ecs, input.cluster));
  if (strategy !== undefined && found.launchType !== undefined && strategy.length > 0 && input.forceNewDeployment !== true) {
    throw invalidParameter('The service runs with a launch type; changing it to a capacity provider strategy needs forceNewDeployment.');
  }
  const capacity = strategy === undefined
    ? { launchType: found.launchType, capacityProviderStrategy: found.capacityProviderStrategy }
    : strategy.length > 0 ? { capacityProviderStrategy: strategy } : { launchType: 'EC2' as const };
  const registries = input.serviceRegistries ?? found.serviceRegistries ?? [];
  return {
    ...without(found, 'launchType', 'capacityProviderStrategy', 'serviceRegistries'),
    ...capacity,
    ...registries.length > 0 ? { serviceRegistries: registries } : {},
    desiredCount: input.desiredCount ?? found.desiredCount,
    deploymentConfiguration,
    availabilityZoneRebalancing: rebalancingOf(
      input.availabilityZoneRebalancing, { schedulingStrategy, deploymentConfiguration, placementConstraints, placementStrategy },
      'updated', found.availabilityZoneRebalancing),
    healthCheckGracePeriodSeconds: healthCheckGraceOf(input.healthCheckGracePeriodSeconds) ?? found.healthCheckGracePeriodSeconds,
    networkConfiguration: input.networkConfiguration ?? found.networkConfiguration,
    placementConstraints,
    placementStrategy,
    enableExecuteCommand: input.enableExecuteCommand ?? found.enableExecuteCommand,
    enableECSManagedTags: input.enableECSManagedTags ?? found.enableECSManagedTags,
    propagateTags: propagateTagsOf(input.propagateTags ?? found.propagateTags),
  };
}
