import { CAPACITY_STRATEGY } from '../../services/ecs/input/common-shapes';
import type { Properties, ResourceContext, ResourceHandler } from '../resource-handler';
import { textOf, toInput } from './ecs-properties';
import { unlessGone } from './properties';

const TYPE = 'AWS::ECS::ClusterCapacityProviderAssociations';
const SHAPE = { cluster: 'string', capacityProviders: 'strings', defaultCapacityProviderStrategy: CAPACITY_STRATEGY } as const;

const put = (properties: Properties, context: ResourceContext) => context.call('ecs', 'PutClusterCapacityProviders', {
  capacityProviders: [], defaultCapacityProviderStrategy: [], ...toInput(TYPE, SHAPE, properties) });

/** Which providers a cluster has; taken away as a whole when it is deleted. */
export const ecsClusterCapacityProviderAssociations: ResourceHandler = {
  typeName: TYPE,
  async create(properties, context) {
    const cluster = textOf(properties, 'Cluster') ?? '';
    await put(properties, context);
    context.created(cluster);
    return { physicalId: cluster, attributes: {} };
  },
  async update(current, _before, after, context) {
    await put(after, context);
    return current;
  },
  delete: ({ physicalId }, _properties, context) => unlessGone(context.call('ecs', 'PutClusterCapacityProviders', {
    cluster: physicalId, capacityProviders: [], defaultCapacityProviderStrategy: [] })),
};
