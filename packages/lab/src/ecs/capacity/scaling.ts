import type { Candidate } from '../placement/candidate';
import { type Seeker, occupied, refusalOf } from '../placement/place';
import type { CapacityProviderRecord } from '../records';

/** A member of the group that is not on its way out. */
export interface Machine {
  readonly ec2InstanceId: string;
  /** `starting`: it is still to register. `lost`: it should have, or its agent is gone. */
  readonly state: 'starting' | 'ready' | 'lost';
  /** Tasks of no daemon service are on it. */
  readonly isBusy: boolean;
}

export interface ScalingInput {
  readonly settings: CapacityProviderRecord['managedScaling'];
  readonly group: { readonly minSize: number; readonly maxSize: number; readonly desiredCapacity: number };
  readonly machines: readonly Machine[];
  /** Tasks for which no instance has room. */
  readonly waiting: readonly Seeker[];
  /** What new instances are like, one for each availability zone of the group; none while no instance of the group has been seen. */
  readonly blanks: readonly Candidate[];
}

export interface Scaling {
  /** AWS/ECS/ManagedScaling `CapacityProviderReservation`, in percent: above 100 the group is too small. */
  readonly reservation: number;
  /** Where the group is to go; between its minimum and maximum. */
  readonly desired: number;
}

/**
 * Whose protection from scale-in is to change under managed termination protection: instances with tasks have it, others have not.
 * AWS takes it off only when it scales in; here a group whose tasks have gone can be deleted.
 */
export function protections(
  members: readonly { readonly ec2InstanceId: string; readonly isProtected: boolean }[], machines: readonly Machine[],
): { readonly protect: readonly string[]; readonly free: readonly string[] } {
  const busy = new Set(machines.filter(({ isBusy }) => isBusy).map(({ ec2InstanceId }) => ec2InstanceId));
  const change = (isProtected: boolean) => members
    .filter((member) => member.isProtected !== isProtected && busy.has(member.ec2InstanceId) === isProtected)
    .map(({ ec2InstanceId }) => ec2InstanceId);
  return { protect: change(true), free: change(false) };
}

/** A group without instances is always brought to this many first. */
const FROM_ZERO = 2;

/**
 * What managed scaling wants of a group: M, the instances that the tasks need, against N, those that are there or on their way.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html
 */
export function decideScaling({ settings, group, machines, waiting, blanks }: ScalingInput): Scaling {
  const { minSize, maxSize, desiredCapacity } = group;
  const present = Math.max(machines.length, desiredCapacity);
  const coming = present - machines.filter(({ state }) => state !== 'starting').length;
  const { used, more } = roomFor(waiting, blanks, coming);
  const isEmpty = present === 0 && (more > 0 || (blanks.length === 0 && waiting.length > 0));
  const busy = machines.filter(({ isBusy }) => isBusy).length;
  const needed = isEmpty ? FROM_ZERO : more > 0 ? present + more : Math.min(present, busy + used);
  const reservation = present === 0 ? (isEmpty ? 200 : 100) : Math.round(needed / present * 100);
  const target = isEmpty ? FROM_ZERO : Math.ceil(needed * 100 / settings.targetCapacity);
  const step = Math.max(settings.minimumScalingStepSize, Math.min(settings.maximumScalingStepSize, target - desiredCapacity));
  const desired = target > desiredCapacity ? desiredCapacity + step : target;
  return { reservation, desired: Math.max(minSize, Math.min(maxSize, desired)) };
}

/**
 * How many of the instances on their way the waiting tasks fill, and how many more they need. A task that fits on no new instance asks
 * for none: it would still wait.
 */
function roomFor(waiting: readonly Seeker[], blanks: readonly Candidate[], coming: number): { readonly used: number; readonly more: number } {
  if (blanks.length === 0) {
    return { used: waiting.length > 0 ? coming : 0, more: 0 };
  }
  const made: Candidate[] = [];
  for (const seeker of waiting) {
    const index = made.findIndex((candidate) => refusalOf(seeker, candidate) === undefined);
    const known = made[index];
    const blank = blanks.find((candidate) => refusalOf(seeker, candidate) === undefined);
    if (known !== undefined) {
      made[index] = occupied(known, seeker);
    } else if (blank !== undefined) {
      made.push(occupied(blank, seeker));
    }
  }
  return { used: Math.min(made.length, coming), more: Math.max(0, made.length - coming) };
}
