import type { Candidate } from '../placement/candidate';
import type { Seeker } from '../placement/place';
import { take } from '../placement/resources';
import { isForInstance } from './order';

/** A daemon service: what each of its tasks takes, and which instances have one. */
export interface Daemon {
  readonly seeker: Seeker;
  readonly homes: ReadonlySet<string | undefined>;
}

/**
 * The instances as replica tasks may use them: the cpu, memory and network interface of a daemon that is still to come are kept for it.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html
 */
export function withDaemonsReserved(candidates: readonly Candidate[], daemons: readonly Daemon[]): readonly Candidate[] {
  return daemons.length === 0 ? candidates : candidates.map((candidate) => daemons
    .filter(({ seeker, homes }) => !homes.has(candidate.containerInstanceArn) && isForInstance(seeker, candidate))
    .reduce((left, { seeker }) => reserved(left, seeker), candidate));
}

function reserved(candidate: Candidate, { demand }: Seeker): Candidate {
  const room = take(candidate.room, { ...demand, tcp: [], udp: [] });
  const interfaces = room.interfaces === undefined ? {} : { interfaces: Math.max(0, room.interfaces) };
  return { ...candidate, room: { ...room, ...interfaces, cpu: Math.max(0, room.cpu), memory: Math.max(0, room.memory) } };
}
