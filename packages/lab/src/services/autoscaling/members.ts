import type { Instance } from '@aws-sdk/client-ec2';
import type { GroupRecord, MemberRecord } from './model';

/** Tag by which an instance names its group. */
export const GROUP_TAG = 'aws:autoscaling:groupName';

/** Tags that a group gives to the instances that it launches. */
export const instanceTags = (group: GroupRecord) => [
  ...group.tags.filter(({ PropagateAtLaunch }) => PropagateAtLaunch).map(({ Key, Value }) => ({ Key, Value })),
  { Key: GROUP_TAG, Value: group.name },
];

/** An instance as a member of its group, from what EC2 says of it. */
export function memberOf(group: GroupRecord, instance: Instance, activityId: string, now: number): MemberRecord {
  const version = instance.Tags?.find(({ Key }) => Key === 'aws:ec2launchtemplate:version')?.Value ?? group.template.version;
  return {
    instanceId: instance.InstanceId ?? '', instanceType: instance.InstanceType ?? '', availabilityZone: instance.Placement?.AvailabilityZone ?? '',
    subnetId: instance.SubnetId ?? '', state: stateOf(instance), healthy: true, protectedFromScaleIn: group.newInstancesProtected,
    template: { ...group.template, version }, launchedAt: instance.LaunchTime?.getTime() ?? now, activityId,
  };
}

export const withMember = (group: GroupRecord, member: MemberRecord): GroupRecord => ({
  ...group, members: group.members.map((known) => (known.instanceId === member.instanceId ? member : known)),
});

export const withoutMember = (group: GroupRecord, instanceId: string): GroupRecord =>
  ({ ...group, members: group.members.filter((known) => known.instanceId !== instanceId) });

function stateOf({ State }: Instance): MemberRecord['state'] {
  switch (State?.Name) {
    case 'running': return 'InService';
    case 'shutting-down': return 'Terminating';
    default: return 'Pending';
  }
}
