import type {
  AwsVpcConfiguration, CapacityProviderStrategyItem, ClusterConfiguration, ClusterSetting, ExecuteCommandConfiguration,
  ExecuteCommandLogConfiguration, KeyValuePair, NetworkConfiguration, PlacementConstraint, PlacementStrategy, Tag,
} from '@aws-sdk/client-ecs';
import type { ShapeOf } from './shape';

export const TAGS: readonly [ShapeOf<Tag>] = [{ key: 'string', value: 'string' }];

export const PAIRS: readonly [ShapeOf<KeyValuePair>] = [{ name: 'string', value: 'string' }];

export const CAPACITY_STRATEGY: readonly [ShapeOf<CapacityProviderStrategyItem>] = [
  { capacityProvider: 'string', weight: 'integer', base: 'integer' }];

export const CONSTRAINTS: readonly [ShapeOf<PlacementConstraint>] = [{ type: 'string', expression: 'string' }];

export const STRATEGIES: readonly [ShapeOf<PlacementStrategy>] = [{ type: 'string', field: 'string' }];

export const NETWORK = {
  awsvpcConfiguration: { subnets: 'strings', securityGroups: 'strings', assignPublicIp: 'string' } satisfies ShapeOf<AwsVpcConfiguration>,
} satisfies ShapeOf<NetworkConfiguration>;

export const SETTINGS: readonly [ShapeOf<ClusterSetting>] = [{ name: 'string', value: 'string' }];

export const CONFIGURATION = {
  executeCommandConfiguration: {
    kmsKeyId: 'string',
    logging: 'string',
    logConfiguration: {
      cloudWatchLogGroupName: 'string', cloudWatchEncryptionEnabled: 'boolean', s3BucketName: 'string', s3EncryptionEnabled: 'boolean',
      s3KeyPrefix: 'string',
    } satisfies ShapeOf<ExecuteCommandLogConfiguration>,
  } satisfies ShapeOf<ExecuteCommandConfiguration>,
  managedStorageConfiguration: 'unsupported',
} satisfies ShapeOf<ClusterConfiguration>;
