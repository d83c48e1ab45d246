import type { ContainerOverride, RunTaskRequest, StartTaskRequest, TaskOverride } from '@aws-sdk/client-ecs';
import { CAPACITY_STRATEGY, CONSTRAINTS, NETWORK, PAIRS, STRATEGIES, TAGS } from './common-shapes';
import type { ShapeOf } from './shape';

const CONTAINER_OVERRIDE: ShapeOf<ContainerOverride> = {
  name: 'string', command: 'strings', environment: PAIRS, environmentFiles: [{ value: 'string', type: 'string' }], cpu: 'integer',
  memory: 'integer', memoryReservation: 'integer', resourceRequirements: [{ value: 'string', type: 'string', sharingStrategy: 'string' }],
};

const OVERRIDES: ShapeOf<TaskOverride> = {
  containerOverrides: [CONTAINER_OVERRIDE], cpu: 'string', memory: 'string', executionRoleArn: 'string', taskRoleArn: 'string',
  ephemeralStorage: { sizeInGiB: 'integer' }, inferenceAcceleratorOverrides: 'unsupported',
};

/** What RunTask and StartTask have in common. */
const LAUNCH = {
  cluster: 'string', taskDefinition: 'string', enableECSManagedTags: 'boolean', enableExecuteCommand: 'boolean', group: 'string',
  networkConfiguration: NETWORK, overrides: OVERRIDES, propagateTags: 'string', referenceId: 'unsupported', startedBy: 'string', tags: TAGS,
  volumeConfigurations: 'unsupported',
} as const;

export const RUN_TASK: ShapeOf<RunTaskRequest> = {
  ...LAUNCH, capacityProviderStrategy: CAPACITY_STRATEGY, count: 'integer', launchType: 'string', placementConstraints: CONSTRAINTS,
  placementStrategy: STRATEGIES, platformVersion: 'unsupported', clientToken: 'string',
};

export const START_TASK: ShapeOf<StartTaskRequest> = { ...LAUNCH, containerInstances: 'strings' };
