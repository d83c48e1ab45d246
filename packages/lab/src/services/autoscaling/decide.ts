import type { GroupRecord, MemberRecord } from './model';

/** What a group needs next: subnets to launch an instance in, members to remove. */
export interface Steps {
  readonly launchIn: readonly string[];
  readonly terminate: readonly string[];
}

const active = ({ members }: GroupRecord): readonly MemberRecord[] => members.filter(({ state }) => state !== 'Terminating');

/** Compares what a group has with what it wants. Unhealthy members go and are replaced; protected ones are not scaled in. */
export function nextSteps(group: GroupRecord): Steps {
  const members = active(group);
  if (group.deleting) return { launchIn: [], terminate: members.map(({ instanceId }) => instanceId) };
  const unhealthy = members.filter(({ healthy }) => !healthy);
  const healthy = members.filter(({ healthy: well }) => well);
  return {
    launchIn: subnetsToFill(group, healthy, group.desiredCapacity - healthy.length),
    terminate: [...unhealthy, ...tooMany(group, healthy, healthy.length - group.desiredCapacity)].map(({ instanceId }) => instanceId),
  };
}

/** Each launch goes to the subnet with the fewest members, the first named one among equals. */
function subnetsToFill({ subnets }: GroupRecord, members: readonly MemberRecord[], count: number): string[] {
  const used = new Map(subnets.map(({ id }) => [id, members.filter(({ subnetId }) => subnetId === id).length]));
  return Array.from({ length: Math.max(0, count) }, () => {
    const fewest = Math.min(...used.values());
    const chosen = subnets.find(({ id }) => used.get(id) === fewest)?.id ?? '';
    used.set(chosen, fewest + 1);
    return chosen;
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
    const outdated = ({ template: { id, version } }: MemberRecord) => (id !== template.id || version !== template.version ? 0 : 1);
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
