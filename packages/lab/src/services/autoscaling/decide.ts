import { isLeaving } from './lifecycle';
import type { GroupRecord, MemberRecord } from './model';
import { isSuspended } from './processes';

/** What a group needs next: subnets to launch an instance in, members to remove. */
export interface Steps {
  readonly launchIn: readonly string[];
  readonly terminate: readonly string[];
  /** How many more would have to go if they were not protected from scale-in. */
  readonly blocked: number;
}

const active = ({ members }: GroupRecord): readonly MemberRecord[] => members.filter((member) => !isLeaving(member));

/** Compares what a group has with what it wants. Unhealthy members go and are replaced; protected ones are not scaled in. */
export function nextSteps(group: GroupRecord): Steps {
  const members = active(group);
  if (group.deleting) return { launchIn: [], terminate: members.map(({ instanceId }) => instanceId), blocked: 0 };
  const unhealthy = members.filter(({ healthy }) => !healthy);
  const healthy = members.filter(({ healthy: well }) => well);
  const surplus = healthy.length - group.desiredCapacity;
  const leaving = tooMany(group, healthy, surplus);
  // an unhealthy member that is not to be replaced keeps its place
  const kept = isSuspended(group, 'ReplaceUnhealthy') ? unhealthy.length : 0;
  const removed = kept > 0 ? leaving : [...unhealthy, ...leaving];
  return {
    launchIn: isSuspended(group, 'Launch') ? [] : subnetsToFill(group, healthy, -surplus - kept),
    terminate: isSuspended(group, 'Terminate') ? [] : removed.map(({ instanceId }) => instanceId),
    blocked: Math.max(0, surplus - leaving.length),
  };
}

/** Each launch goes to the zone with the fewest members, there to the subnet with the fewest, the first named one among equals. */
function subnetsToFill({ subnets }: GroupRecord, members: readonly MemberRecord[], count: number): string[] {
  const chosen = members.map(({ subnetId }) => subnetId);
  const inSubnet = (id: string) => chosen.filter((used) => used === id).length;
  const inZone = (zone: string) => subnets.filter(({ availabilityZone }) => availabilityZone === zone).reduce((sum, { id }) => sum + inSubnet(id), 0);
  return Array.from({ length: Math.max(0, count) }, () => {
    const [next] = [...subnets].sort((a, b) => inZone(a.availabilityZone) - inZone(b.availabilityZone) || inSubnet(a.id) - inSubnet(b.id));
    chosen.push(next?.id ?? '');
    return next?.id ?? '';
  });
}

/** As the default termination policy: fullest zone first, then another template version than the group's, then the oldest. */
function tooMany({ template }: GroupRecord, members: readonly MemberRecord[], count: number): MemberRecord[] {
  const left = [...members];
  const gone: MemberRecord[] = [];
  while (gone.length < count) {
    const open = left.filter(({ protectedFromScaleIn }) => !protectedFromScaleIn);
    if (open.length === 0) break;
    const inZone = (zone: string) => left.filter(({ availabilityZone }) => availabilityZone === zone).length;
    const outdated = ({ template: { id, name, version } }: MemberRecord) =>
      (id !== template.id || name !== template.name || version !== template.version ? 0 : 1);
    const [next] = [...open].sort((a, b) =>
      inZone(b.availabilityZone) - inZone(a.availabilityZone) || outdated(a) - outdated(b) || a.launchedAt - b.launchedAt);
    if (!next) break;
    gone.push(next);
    left.splice(left.indexOf(next), 1);
  }
  return gone;
}

/** Milliseconds before a group tries again after so many failed launches in a row. */
export const retryDelay = (failures: number): number => Math.min(300_000, 10_000 * 2 ** Math.max(0, failures - 1));
