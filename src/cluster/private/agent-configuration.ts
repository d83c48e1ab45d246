import { IEc2Capacity } from '../ec2-capacity';

/** The only writer of `/etc/ecs/ecs.config`, one line of user data for each setting of the ECS agent. */
export function configureAgent({ autoScalingGroup }: IEc2Capacity, key: string, value: string): void {
  autoScalingGroup.addUserData(`echo '${key}=${value}' >> /etc/ecs/ecs.config`);
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
