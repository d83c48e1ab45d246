import type { PlacementStrategy } from '@aws-sdk/client-ecs';
import type { Candidate } from '../placement/candidate';
import { SERVICE_DEFAULT_STRATEGY } from '../placement/strategies';
import type { TaskRecord } from '../records';

/**
 * Which tasks go when there are too many: those that do not run yet first; then, spread by spread of the strategy, one of where there are
 * most, so that the rest is spread best; the newest of those.
 */
export function surplus(
  tasks: readonly TaskRecord[], desiredCount: number, strategy: readonly PlacementStrategy[], candidates: readonly Candidate[],
): readonly TaskRecord[] {
  const crowds = spreads(strategy, candidates).map((placeOf) => ({ placeOf, counts: countBy(tasks, placeOf) }));
  const crowdsOf = (task: TaskRecord) => crowds.map(({ placeOf, counts }) => counts.get(placeOf(task)) ?? 0);
  const left = new Set(tasks);
  const leaving: TaskRecord[] = [];
  while (left.size > desiredCount) {
    let next: { readonly task: TaskRecord; readonly rank: readonly number[] } | undefined;
    for (const task of left) {
      const rank = [task.lastStatus === 'RUNNING' ? 0 : 1, ...crowdsOf(task), task.createdAt];
      if (next === undefined || isAtLeast(rank, next.rank)) {
        next = { task, rank };
      }
    }
    if (next === undefined) {
      return leaving;
    }
    const { task } = next;
    crowds.forEach(({ placeOf, counts }) => counts.set(placeOf(task), (counts.get(placeOf(task)) ?? 0) - 1));
    left.delete(task);
    leaving.push(task);
  }
  return leaving;
}

/** For each spread of the strategy, where a task is in its sense. */
function spreads(strategy: readonly PlacementStrategy[], candidates: readonly Candidate[]): readonly ((task: TaskRecord) => string | undefined)[] {
  const homes = new Map(candidates.map((candidate) => [candidate.containerInstanceArn, candidate.attributes]));
  const given = strategy.some(({ type }) => type === 'spread') ? strategy : SERVICE_DEFAULT_STRATEGY;
  return given.filter(({ type }) => type === 'spread').map(({ field = '' }) => ({ containerInstanceArn = '' }: TaskRecord) =>
    field.startsWith('attribute:') ? homes.get(containerInstanceArn)?.get(field.slice('attribute:'.length)) : containerInstanceArn);
}

function countBy(tasks: readonly TaskRecord[], placeOf: (task: TaskRecord) => string | undefined): Map<string | undefined, number> {
  const counts = new Map<string | undefined, number>();
  tasks.forEach((task) => counts.set(placeOf(task), (counts.get(placeOf(task)) ?? 0) + 1));
  return counts;
}

/** Compares number by number, the first that differs decides. */
function isAtLeast(left: readonly number[], right: readonly number[]): boolean {
  const index = left.findIndex((value, position) => value !== right[position]);
  return index < 0 || (left[index] ?? 0) > (right[index] ?? 0);
}
