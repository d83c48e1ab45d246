import type {
  AvailabilityZoneRebalancing, CapacityProviderStrategyItem, CreateServiceRequest, DeploymentCircuitBreaker, DeploymentConfiguration,
  PlacementConstraint, PlacementStrategy,
} from '@aws-sdk/client-ecs';
import { lastPart } from '../../ecs/arns';
import { checkUsableStrategy } from '../../ecs/capacity/choose';
import { invalidParameter, unsupported } from '../../ecs/errors';
import { compileConstraints } from '../../ecs/placement/constraints';
import { AVAILABILITY_ZONE, compileStrategies } from '../../ecs/placement/strategies';
import type { ClusterRecord, ServiceRecord, TaskDefinitionRecord } from '../../ecs/records';
import { refuseUnsupported } from '../../ecs/unsupported';
import type { EcsControlPlane } from '../../ecs/scheduler-runtime';
import { checkNetworkConfiguration } from './launch';
import { checkRegistries } from './service-registries';

/** How far a deployment may go below and above the desired count. Default: 100 and 200, for a daemon 0 and 100. */
export function deploymentConfigurationOf(
  given: DeploymentConfiguration = {}, scheduling: ServiceRecord['schedulingStrategy'], present: DeploymentConfiguration = {},
): ServiceRecord['deploymentConfiguration'] {
  const isDaemon = scheduling === 'DAEMON';
  const merged = {
    strategy: 'ROLLING' as const,
    bakeTimeInMinutes: 0,
    ...present,
    ...given,
    deploymentCircuitBreaker: given.deploymentCircuitBreaker ?? present.deploymentCircuitBreaker ?? { enable: false, rollback: false },
    minimumHealthyPercent: given.minimumHealthyPercent ?? present.minimumHealthyPercent ?? (isDaemon ? 0 : 100),
    maximumPercent: given.maximumPercent ?? present.maximumPercent ?? (isDaemon ? 100 : 200),
  };
  if (merged.strategy !== undefined && merged.strategy !== 'ROLLING') {
    throw unsupported(`The deployment strategy ${merged.strategy} is not there in this lab; use ROLLING.`);
  }
  if (merged.bakeTimeInMinutes !== 0) {
    throw unsupported(`bakeTimeInMinutes ${merged.bakeTimeInMinutes} is of the strategies that this lab has not; leave it out, or give 0: `
      + 'with ROLLING the alarms themselves say how long their bake time is.');
  }
  checkAlarms(merged);
  checkBreaker(merged.deploymentCircuitBreaker);
  if (isDaemon && merged.maximumPercent !== 100) {
    throw invalidParameter(`The daemon scheduling strategy supports only 100 for maximumPercent, not ${merged.maximumPercent}.`);
  }
  if (merged.minimumHealthyPercent < 0 || merged.minimumHealthyPercent > 100 || merged.maximumPercent < 0) {
    throw invalidParameter(`minimumHealthyPercent ${merged.minimumHealthyPercent} and maximumPercent ${merged.maximumPercent} are not valid; `
      + 'allowed are 0 to 100, and no negative maximum.');
  }
  if (merged.maximumPercent === 100 && merged.minimumHealthyPercent === 100) {
    throw invalidParameter('Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.');
  }
  return merged;
}

function checkAlarms({ alarms }: DeploymentConfiguration): void {
  if (alarms?.enable === true && (alarms.alarmNames ?? []).length === 0) {
    throw invalidParameter('deploymentConfiguration.alarms is enabled and alarmNames is empty; give the names of one or more CloudWatch alarms.');
  }
}

const THRESHOLD_TYPES: readonly string[] = ['BOUNDED_PERCENT', 'UNBOUNDED_PERCENT', 'COUNT'];

function checkBreaker({ thresholdConfiguration: threshold }: DeploymentCircuitBreaker): void {
  if (threshold !== undefined && !THRESHOLD_TYPES.includes(threshold.type ?? '')) {
    throw invalidParameter(`thresholdConfiguration.type is '${String(threshold.type)}'; allowed are ${THRESHOLD_TYPES.join(', ')}.`);
  }
  if (threshold !== undefined && (threshold.value === undefined || threshold.value < 1)) {
    throw invalidParameter(`thresholdConfiguration.value is ${threshold.value}; allowed are whole numbers from 1.`);
  }
}

/** Refuses what the service's tasks could not be run with. `done`: created or updated, for the text. */
export function checkServiceTask(
  service: Pick<ServiceRecord, 'networkConfiguration' | 'enableExecuteCommand' | 'serviceRegistries'>, definition: TaskDefinitionRecord,
  done: 'created' | 'updated', { networks, registrations }: Pick<EcsControlPlane, 'networks' | 'registrations'>,
): void {
  checkNetworkConfiguration(definition, service.networkConfiguration, networks);
  checkRegistries(service.serviceRegistries ?? [], definition, registrations.registry);
  if (service.enableExecuteCommand && definition.taskRoleArn === undefined) {
    throw invalidParameter(`The service couldn't be ${done} because a valid taskRoleArn is not being used. `
      + 'Specify a valid task role in your task definition and try again.');
  }
  refuseUnsupported(definition);
}

export function checkPlacement(
  constraints: readonly PlacementConstraint[], strategy: readonly PlacementStrategy[], scheduling: ServiceRecord['schedulingStrategy'],
): void {
  compileConstraints(constraints, '');
  compileStrategies(strategy, '');
  if (scheduling === 'DAEMON' && strategy.length > 0) {
    throw invalidParameter('The daemon scheduling strategy does not support placement strategies. Remove the placement strategies and try again.');
  }
  if (scheduling === 'DAEMON' && constraints.some(({ type }) => type === 'distinctInstance')) {
    throw invalidParameter('The daemon scheduling strategy does not support the distinctInstance placement constraint. Remove it and try again.');
  }
}

export function checkDesiredCount(desiredCount: number | undefined, scheduling: ServiceRecord['schedulingStrategy']): void {
  if (scheduling === 'DAEMON' && desiredCount !== undefined) {
    throw invalidParameter('The daemon scheduling strategy does not support a desired count. Remove the desired count value and try again.');
  }
  if ((desiredCount ?? 0) < 0) {
    throw invalidParameter(`desiredCount is ${desiredCount}; allowed are 0 and more.`);
  }
}

/** A strategy by the names of the cluster's providers. */
export function providerStrategyOf(given: readonly CapacityProviderStrategyItem[], cluster: ClusterRecord): CapacityProviderStrategyItem[] {
  const named = given.map((item) => ({ ...item, capacityProvider: lastPart(item.capacityProvider ?? '') }));
  checkUsableStrategy(named, cluster.capacityProviders);
  return named;
}

export function propagateTagsOf(given: string | undefined): ServiceRecord['propagateTags'] {
  if (given !== undefined && given !== 'TASK_DEFINITION' && given !== 'SERVICE' && given !== 'NONE') {
    throw invalidParameter(`propagateTags is '${given}'; allowed are TASK_DEFINITION, SERVICE and NONE.`);
  }
  return given ?? 'NONE';
}

type Rebalanced = Pick<ServiceRecord, 'schedulingStrategy' | 'deploymentConfiguration' | 'placementConstraints' | 'placementStrategy'>;

/** Default: what it is; for a new service ENABLED where the service is one that it is possible for. `done`: created or updated, for the text. */
export function rebalancingOf(
  given: AvailabilityZoneRebalancing | undefined, service: Rebalanced, done: 'created' | 'updated', present?: 'ENABLED' | 'DISABLED',
): 'ENABLED' | 'DISABLED' {
  if (given !== undefined && given !== 'ENABLED' && given !== 'DISABLED') {
    throw invalidParameter(`availabilityZoneRebalancing is '${String(given)}'; allowed are ENABLED and DISABLED.`);
  }
  const obstacle = rebalancingObstacle(service);
  const wanted = given ?? present ?? (obstacle === undefined ? 'ENABLED' : 'DISABLED');
  if (wanted === 'ENABLED' && obstacle !== undefined) {
    throw invalidParameter(`The service couldn't be ${done} because Availability Zone Rebalancing does not support ${obstacle}.`);
  }
  return wanted;
}

/** The first two are AWS's own words, the others ours. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html */
function rebalancingObstacle(service: Rebalanced): string | undefined {
  const { schedulingStrategy, deploymentConfiguration, placementConstraints, placementStrategy: [first] } = service;
  if (schedulingStrategy === 'DAEMON') {
    return 'DAEMON services';
  }
  if (deploymentConfiguration.maximumPercent <= 100) {
    return 'maximumPercent <= 100 % as deployment configuration';
  }
  if (first !== undefined && (first.type !== 'spread' || first.field !== AVAILABILITY_ZONE)) {
    return `placement strategies that do not begin with spread on ${AVAILABILITY_ZONE}`;
  }
  return placementConstraints.some(({ expression }) => expression?.includes(AVAILABILITY_ZONE) === true)
    ? `placement constraints on ${AVAILABILITY_ZONE}` : undefined;
}

/** Seconds; absent where it was never given. */
export function healthCheckGraceOf(given: number | undefined): number | undefined {
  if (given !== undefined && (given < 0 || given > 2_147_483_647)) {
    throw invalidParameter(`healthCheckGracePeriodSeconds is ${given}; allowed are 0 to 2147483647.`);
  }
  return given;
}

export function checkController({ deploymentController }: Pick<CreateServiceRequest, 'deploymentController'>): void {
  if (deploymentController !== undefined && deploymentController.type !== 'ECS') {
    throw unsupported(`The deployment controller ${String(deploymentController.type)} is not there in this lab; use ECS.`);
  }
}
