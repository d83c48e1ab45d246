import type { GroupLookup } from '../../ecs/capacity/managed-groups';
import type { AutoScalingTables } from './model';

/** Groups as ECS looks at them. */
export const groupLookup = ({ groups }: AutoScalingTables): GroupLookup => (name) => {
  const group = groups.get(name);
  return group === undefined || group.deleting ? undefined : {
    name, minSize: group.minSize, maxSize: group.maxSize, desiredCapacity: group.desiredCapacity,
    zones: [...new Set(group.subnets.map(({ availabilityZone }) => availabilityZone))],
    members: group.members.map(({ instanceId, state, protectedFromScaleIn }) => (
      { ec2InstanceId: instanceId, state, isProtected: protectedFromScaleIn })),
    hooks: group.hooks.map(({ LifecycleHookName = '' }) => LifecycleHookName),
  };
};
