import type { UpdateContainerAgentRequest, UpdateContainerAgentResponse } from '@aws-sdk/client-ecs';
import { AwsError } from '../../gateway/aws-error';
import { type Ecs, ecsOperation } from './ecs';
import { findInstance } from './find';
import { onInstances } from './instances';

/** The lab's agents are of one version, the newest that it has. */
export const updateContainerAgent = (ecs: Ecs) => ecsOperation<UpdateContainerAgentRequest, UpdateContainerAgentResponse>({
  name: 'UpdateContainerAgent',
  shape: { cluster: 'string', containerInstance: 'string' },
  run({ cluster, containerInstance }) {
    findInstance(ecs, cluster, containerInstance);
    throw new AwsError('NoUpdateAvailableException', 'There is no update available for your container agent.');
  },
  access: ({ cluster, containerInstance = '' }) => onInstances(ecs, 'UpdateContainerAgent', cluster, [containerInstance]),
});
