import type {
  CreateServiceRequest, DeploymentAlarms, DeploymentCircuitBreaker, DeploymentConfiguration, ServiceRegistry, ThresholdConfiguration,
  UpdateServiceRequest,
} from '@aws-sdk/client-ecs';
import { CAPACITY_STRATEGY, CONSTRAINTS, NETWORK, STRATEGIES, TAGS } from './common-shapes';
import type { ShapeOf } from './shape';

const DEPLOYMENT_CONFIGURATION: ShapeOf<DeploymentConfiguration> = {
  deploymentCircuitBreaker: {
    enable: 'boolean', rollback: 'boolean', resetOnHealthyTask: 'boolean',
    thresholdConfiguration: { type: 'string', value: 'integer' } satisfies ShapeOf<ThresholdConfiguration>,
  } satisfies ShapeOf<DeploymentCircuitBreaker>,
  maximumPercent: 'integer', minimumHealthyPercent: 'integer',
  alarms: { alarmNames: 'strings', rollback: 'boolean', enable: 'boolean' } satisfies ShapeOf<DeploymentAlarms>,
  strategy: 'string', bakeTimeInMinutes: 'integer', lifecycleHooks: 'unsupported', linearConfiguration: 'unsupported',
  canaryConfiguration: 'unsupported', earlySuccessCriteria: 'unsupported',
};

const REGISTRIES: readonly [ShapeOf<ServiceRegistry>] = [
  { registryArn: 'string', port: 'integer', containerName: 'string', containerPort: 'integer' }];

/** What CreateService and UpdateService have in common. */
const COMMON = {
  cluster: 'string', desiredCount: 'integer', taskDefinition: 'string', capacityProviderStrategy: CAPACITY_STRATEGY,
  deploymentConfiguration: DEPLOYMENT_CONFIGURATION, availabilityZoneRebalancing: 'string', networkConfiguration: NETWORK,
  placementConstraints: CONSTRAINTS, placementStrategy: STRATEGIES, platformVersion: 'unsupported', healthCheckGracePeriodSeconds: 'integer',
  deploymentController: { type: 'string' }, enableExecuteCommand: 'boolean', enableECSManagedTags: 'boolean', loadBalancers: 'unsupported',
  propagateTags: 'string', serviceRegistries: REGISTRIES, serviceConnectConfiguration: 'unsupported', volumeConfigurations: 'unsupported',
  vpcLatticeConfigurations: 'unsupported', gatewayConnectors: 'unsupported', monitoring: 'unsupported',
} as const;

export const CREATE_SERVICE: ShapeOf<CreateServiceRequest> = {
  ...COMMON, serviceName: 'string', clientToken: 'string', launchType: 'string', role: 'unsupported', schedulingStrategy: 'string', tags: TAGS,
};

export const UPDATE_SERVICE: ShapeOf<UpdateServiceRequest> = { ...COMMON, service: 'string', forceNewDeployment: 'boolean' };
