import { isDeepStrictEqual } from 'node:util';
import type { CreateClusterResponse, DescribeClustersResponse } from '@aws-sdk/client-ecs';
import { AwsError } from '../../gateway/aws-error';
import { CAPACITY_STRATEGY, CONFIGURATION, SETTINGS } from '../../services/ecs/input/common-shapes';
import type { Properties, ResourceHandler } from '../resource-handler';
import { apiTags, changeTags, except, textOf, toInput } from './ecs-properties';
import { unlessGone } from './properties';

const TYPE = 'AWS::ECS::Cluster';
const SHAPE = {
  settings: SETTINGS, configuration: CONFIGURATION, capacityProviders: 'strings', defaultCapacityProviderStrategy: CAPACITY_STRATEGY,
  serviceConnectDefaults: 'unsupported',
} as const;

const inputOf = (properties: Properties) => toInput(TYPE, SHAPE, except(properties, 'ClusterName', 'Tags'));

export const ecsCluster: ResourceHandler = {
  typeName: TYPE,
  check: (properties) => void inputOf(properties),
  async create(properties, context) {
    const clusterName = textOf(properties, 'ClusterName') ?? context.generateName(255);
    const { clusters = [] } = await context.call<DescribeClustersResponse>('ecs', 'DescribeClusters', { clusters: [clusterName] });
    if (clusters.some(({ status }) => status === 'ACTIVE')) {
      throw new AwsError('AlreadyExists', `Resource of type '${TYPE}' with identifier '${clusterName}' already exists.`);
    }
    const input = { ...inputOf(properties), clusterName, tags: apiTags(properties, context) };
    const { cluster } = await context.call<CreateClusterResponse>('ecs', 'CreateCluster', input);
    context.created(clusterName);
    return { physicalId: clusterName, attributes: { Arn: cluster?.clusterArn ?? '' } };
  },
  async update(current, before, after, context) {
    const [was, is] = [inputOf(before), inputOf(after)];
    const cluster = current.physicalId;
    await context.call('ecs', 'UpdateCluster', {
      cluster, settings: is['settings'] ?? [{ name: 'containerInsights', value: 'disabled' }], configuration: is['configuration'] ?? {},
      serviceConnectDefaults: is['serviceConnectDefaults'],
    });
    const providers = ({ capacityProviders = [], defaultCapacityProviderStrategy = [] }: Record<string, unknown>) => (
      { capacityProviders, defaultCapacityProviderStrategy });
    if (!isDeepStrictEqual(providers(was), providers(is))) {
      await context.call('ecs', 'PutClusterCapacityProviders', { cluster, ...providers(is) });
    }
    await changeTags(String(current.attributes['Arn']), before, after, context);
    return current;
  },
  delete: ({ physicalId }, _properties, context) => unlessGone(context.call('ecs', 'DeleteCluster', { cluster: physicalId })),
};
