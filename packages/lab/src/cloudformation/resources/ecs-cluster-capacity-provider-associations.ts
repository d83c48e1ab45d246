import { scaled } from '../../clock/timers';
import { AwsError } from '../../gateway/aws-error';
import type { Lab } from '../../lab';
import { CAPACITY_STRATEGY } from '../../services/ecs/input/common-shapes';
import type { Properties, ResourceContext, ResourceHandler } from '../resource-handler';
import { textOf, toInput } from './ecs-properties';
import { unlessGone } from './properties';
import { waitFor } from './wait';

const TYPE = 'AWS::ECS::ClusterCapacityProviderAssociations';
const SHAPE = { cluster: 'string', capacityProviders: 'strings', defaultCapacityProviderStrategy: CAPACITY_STRATEGY } as const;

/** Which providers a cluster has; taken away as a whole when it is deleted, as soon as no service or task uses them. */
export function ecsClusterCapacityProviderAssociations(lab: Pick<Lab, 'timeScale'>): ResourceHandler {
  /** CloudFormation deletes services at the same time, so it tries again for a while. */
  async function put(input: object, context: ResourceContext): Promise<void> {
    let last = '';
    const outOfRetries = () => `Out of retries. Last encountered error was: ${last}`;
    await waitFor(context, scaled('capacityProviderInUse', lab.timeScale), outOfRetries, async () => {
      try {
        await context.call('ecs', 'PutClusterCapacityProviders', input);
        return true;
      } catch (error) {
        if (!(error instanceof AwsError) || error.code !== 'ResourceInUseException') throw error;
        last = error.message;
        return undefined;
      }
    });
  }

  const given = (properties: Properties) => ({ capacityProviders: [], defaultCapacityProviderStrategy: [], ...toInput(TYPE, SHAPE, properties) });

  return {
    typeName: TYPE,
    async create(properties, context) {
      const cluster = textOf(properties, 'Cluster') ?? '';
      await context.call('ecs', 'PutClusterCapacityProviders', given(properties));
      context.created(cluster);
      return { physicalId: cluster, attributes: {} };
    },
    async update(current, _before, after, context) {
      await put(given(after), context);
      return current;
    },
    delete: ({ physicalId }, _properties, context) =>
      unlessGone(put({ cluster: physicalId, capacityProviders: [], defaultCapacityProviderStrategy: [] }, context)),
  };
}
