import { partsOf } from './capacity-parts';
import { IEc2Capacity } from '../capacity';

/**
 * The only writer of `/etc/ecs/ecs.config`, one line of user data for each setting of the ECS agent.
 *
 * The agents of instances that another app defines are configured there.
 */
export function configureAgent(capacity: IEc2Capacity, key: string, value: string): void {
  partsOf(capacity)?.autoScalingGroup.addUserData(`echo '${key}=${value}' >> /etc/ecs/ecs.config`);
}

const blocked = new WeakSet<IEc2Capacity>();

/**
 * Keeps awsvpc tasks from the metadata, and so from the role, of their instance.
 *
 * Their packets leave through an interface of their own, where the hop limit of the instance metadata does not stop them.
 */
export function blockInstanceMetadata(capacity: IEc2Capacity): void {
  if (!blocked.has(capacity)) {
    blocked.add(capacity);
    configureAgent(capacity, 'ECS_AWSVPC_BLOCK_IMDS', 'true');
  }
}
