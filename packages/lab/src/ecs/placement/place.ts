import type { Attribute } from '@aws-sdk/client-ecs';
import type { Candidate } from './candidate';
import type { Constraint, ConstraintRefusal } from './constraints';
import { type Demand, type Shortage, giveBack, shortage, take } from './resources';
import type { Strategy } from './strategies';

export type RefusalReason = Shortage | ConstraintRefusal | 'AGENT' | 'ATTRIBUTE' | 'LOCATION';

export interface Refusal {
  readonly containerInstanceArn: string;
  readonly reason: RefusalReason;
}

/** A task that seeks a place. */
export interface Seeker {
  readonly demand: Demand;
  readonly group: string;
  readonly requiresAttributes: readonly Attribute[];
  /** Availability zones of an awsvpc task's subnets; absent: any. */
  readonly zones?: ReadonlySet<string>;
  readonly constraint: Constraint;
  readonly strategy: Strategy;
}

export type Placement =
  | { readonly candidate: Candidate }
  /** One for every instance that was asked. */
  | { readonly candidate: undefined; readonly refusals: readonly Refusal[] };

/** A number in [0, 1): which of the equally good instances is taken. */
export type Random = () => number;

/** Filter, constraints, strategies, pick. Draining instances are not asked as long as another is active. */
export function place(seeker: Seeker, candidates: readonly Candidate[], random: Random): Placement {
  const active = candidates.filter(({ status }) => status === 'ACTIVE');
  const refusals: Refusal[] = [];
  const fitting: Candidate[] = [];
  for (const candidate of active.length > 0 ? active : candidates) {
    const reason = refusalOf(seeker, candidate);
    if (reason === undefined) {
      fitting.push(candidate);
    } else {
      refusals.push({ containerInstanceArn: candidate.containerInstanceArn, reason });
    }
  }
  if (fitting.length === 0) {
    return { candidate: undefined, refusals };
  }
  const best = seeker.strategy(fitting, candidates);
  const candidate = best[Math.floor(random() * best.length)] ?? best[0];
  return candidate === undefined ? { candidate, refusals } : { candidate };
}

/** The first thing that speaks against this instance: agent, attributes, zone, resources, constraints. */
export function refusalOf(seeker: Omit<Seeker, 'strategy'>, candidate: Candidate): RefusalReason | undefined {
  if (!candidate.agentConnected || candidate.status !== 'ACTIVE') {
    return 'AGENT';
  }
  if (!seeker.requiresAttributes.every((attribute) => hasAttribute(candidate, attribute))) {
    return 'ATTRIBUTE';
  }
  if (seeker.zones !== undefined && !seeker.zones.has(candidate.attributes.get('ecs.availability-zone') ?? '')) {
    return 'LOCATION';
  }
  return shortage(candidate.room, seeker.demand) ?? seeker.constraint(candidate);
}

/** The instance with one more task. */
export function occupied(candidate: Candidate, seeker: Pick<Seeker, 'demand' | 'group'>): Candidate {
  return {
    ...candidate,
    room: take(candidate.room, seeker.demand),
    groups: new Map(candidate.groups).set(seeker.group, (candidate.groups.get(seeker.group) ?? 0) + 1),
  };
}

/** The instance with one task less. */
export function vacated(candidate: Candidate, task: Pick<Seeker, 'demand' | 'group'>): Candidate {
  const groups = new Map(candidate.groups);
  const left = (groups.get(task.group) ?? 0) - 1;
  if (left > 0) {
    groups.set(task.group, left);
  } else {
    groups.delete(task.group); // there is no end to the groups that somebody may run tasks in
  }
  return { ...candidate, room: giveBack(candidate.room, task.demand), groups };
}

function hasAttribute(candidate: Candidate, { name = '', value }: Attribute): boolean {
  return candidate.attributes.has(name) && (value === undefined || candidate.attributes.get(name) === value);
}
