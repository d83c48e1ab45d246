import type { CreateServiceRequest, CreateServiceResponse } from '@aws-sdk/client-ecs';
import { checkUsableStrategy } from '../../ecs/capacity/choose';
import { invalidParameter, unsupported } from '../../ecs/errors';
import type { ClusterRecord, ServiceRecord } from '../../ecs/records';
import { withNewDeployment } from '../../ecs/service/deployments';
import { serviceView } from '../../ecs/service/view';
import { allow, inCluster, taskDefinitionUse, withTags } from './access';
import { type Ecs, ecsOperation } from './ecs';
import { findCluster, findTaskDefinition } from './find';
import { CREATE_SERVICE } from './input/service-shape';
import {
  checkController, checkDesiredCount, checkPlacement, checkServiceTask, deploymentConfigurationOf, healthCheckGraceOf, propagateTagsOf,
  providerStrategyOf, rebalancingOf,
} from './service-rules';
import { checkedTags } from './tags';

/** The scheduler begins as soon as the call has returned. */
export const createService = (ecs: Ecs) => ecsOperation<CreateServiceRequest, CreateServiceResponse>({
  name: 'CreateService',
  shape: CREATE_SERVICE,
  run(input, call) {
    const { control } = ecs;
    const cluster = findCluster(ecs, input.cluster);
    const { serviceName = '' } = input;
    if (!/^[A-Za-z0-9_-]{1,255}$/.test(serviceName)) {
      throw invalidParameter(`The service name '${serviceName}' is not valid; up to 255 letters, digits, hyphens and underscores are allowed.`);
    }
    const serviceArn = control.arns.service(cluster.clusterName, serviceName);
    const existing = control.tables.services.get(serviceArn);
    if (existing?.status === 'ACTIVE') {
      throw invalidParameter('Creation of service was not idempotent.');
    }
    if (existing?.status === 'DRAINING') {
      throw invalidParameter('Unable to Start a service that is still Draining.');
    }
    const definition = findTaskDefinition(ecs, input.taskDefinition);
    const record = serviceOf(input, cluster, serviceArn, control.now(), call.principal.arn);
    checkServiceTask(record, definition, 'created', ecs.control);
    const deployed = withNewDeployment(record, definition.taskDefinitionArn, control.now(), control.ids.deployment());
    control.saveService(deployed);
    return { service: serviceView(deployed, [], { tags: true }) };
  },
  access: ({ cluster, serviceName = '', taskDefinition, tags, enableExecuteCommand }) => {
    const { arn, roles } = taskDefinitionUse(ecs, taskDefinition);
    const context = {
      ...inCluster(ecs, cluster), 'ecs:task-definition': arn, 'ecs:enable-execute-command': String(enableExecuteCommand ?? false) };
    return [...withTags('CreateService', allow('CreateService', ecs.control.arns.service(cluster, serviceName), context), tags), ...roles];
  },
});

function serviceOf(input: CreateServiceRequest, cluster: ClusterRecord, serviceArn: string, now: number, createdBy: string): ServiceRecord {
  const { schedulingStrategy = 'REPLICA', placementConstraints = [], placementStrategy = [] } = input;
  if (schedulingStrategy !== 'REPLICA' && schedulingStrategy !== 'DAEMON') {
    throw invalidParameter(`The scheduling strategy '${String(schedulingStrategy)}' is not valid; allowed are REPLICA and DAEMON.`);
  }
  if (schedulingStrategy === 'REPLICA' && input.desiredCount === undefined) {
    throw invalidParameter('desiredCount is not given; a service with the scheduling strategy REPLICA needs one.');
  }
  checkController(input);
  const deploymentConfiguration = deploymentConfigurationOf(input.deploymentConfiguration, schedulingStrategy);
  checkDesiredCount(input.desiredCount, schedulingStrategy);
  checkPlacement(placementConstraints, placementStrategy, schedulingStrategy);
  return {
    serviceArn,
    serviceName: input.serviceName ?? '',
    clusterArn: cluster.clusterArn,
    status: 'ACTIVE',
    schedulingStrategy,
    desiredCount: input.desiredCount ?? 0,
    taskDefinitionArn: '',
    ...capacityOf(input, cluster),
    deploymentConfiguration,
    deployments: [],
    events: [],
    placementConstraints,
    placementStrategy,
    networkConfiguration: input.networkConfiguration,
    ...input.serviceRegistries?.length ? { serviceRegistries: input.serviceRegistries } : {},
    propagateTags: propagateTagsOf(input.propagateTags),
    enableECSManagedTags: input.enableECSManagedTags ?? false,
    enableExecuteCommand: input.enableExecuteCommand ?? false,
    availabilityZoneRebalancing: rebalancingOf(
      input.availabilityZoneRebalancing, { schedulingStrategy, deploymentConfiguration, placementConstraints, placementStrategy }, 'created'),
    healthCheckGracePeriodSeconds: healthCheckGraceOf(input.healthCheckGracePeriodSeconds),
    createdAt: now,
    createdBy,
    tags: checkedTags(input.tags),
    memory: { said: {}, counted: [], failures: 0 },
  };
}

function capacityOf({ launchType, capacityProviderStrategy = [] }: CreateServiceRequest, cluster: ClusterRecord):
Pick<ServiceRecord, 'launchType' | 'capacityProviderStrategy'> {
  if (launchType !== undefined && capacityProviderStrategy.length > 0) {
    throw invalidParameter('Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.');
  }
  if (launchType !== undefined && launchType !== 'EC2') {
    throw unsupported(`The launch type ${String(launchType)} is not there in this lab; use EC2.`);
  }
  const named = providerStrategyOf(capacityProviderStrategy, cluster);
  const strategy = launchType === undefined && named.length === 0 ? [...cluster.defaultCapacityProviderStrategy] : named;
  checkUsableStrategy(strategy, cluster.capacityProviders);
  return strategy.length > 0 ? { capacityProviderStrategy: strategy } : { launchType: 'EC2' };
}
