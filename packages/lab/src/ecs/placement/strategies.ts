import type { PlacementStrategy } from '@aws-sdk/client-ecs';
import { invalidParameter } from '../errors';
import type { Candidate } from './candidate';

/** Narrows the instances that fit to those that suit best; never to none. `all` counts the tasks on instances that do not fit, too. */
export type Strategy = (fitting: readonly Candidate[], all: readonly Candidate[]) => readonly Candidate[];

export const MAXIMUM_STRATEGIES = 5;

export const AVAILABILITY_ZONE = 'attribute:ecs.availability-zone';

/** What ECS does where nothing is said: the group's tasks over the availability zones, as well as it goes. */
export const DEFAULT_STRATEGY: readonly PlacementStrategy[] = [{ type: 'spread', field: AVAILABILITY_ZONE }];

/** The same for a service, which also favours the instances with the fewest of its tasks. */
export const SERVICE_DEFAULT_STRATEGY: readonly PlacementStrategy[] = [...DEFAULT_STRATEGY, { type: 'spread', field: 'instanceId' }];

/** The strategies one after the other, for a task of the given group. Throws where one is not valid. */
export function compileStrategies(strategies: readonly PlacementStrategy[], group: string): Strategy {
  if (strategies.length > MAXIMUM_STRATEGIES) {
    throw invalidParameter(`There are ${strategies.length} placement strategies; at most ${MAXIMUM_STRATEGIES} are allowed.`);
  }
  const compiled = strategies.map((strategy) => compile(strategy, group));
  return (fitting, all) => compiled.reduce((left, strategy) => left.length > 1 ? strategy(left, all) : left, fitting);
}

function compile({ type, field }: PlacementStrategy, group: string): Strategy {
  if (type === 'random') {
    return (fitting) => fitting;
  }
  if (type === 'binpack' && (field?.toLowerCase() === 'cpu' || field?.toLowerCase() === 'memory')) {
    const resource = field.toLowerCase() === 'cpu' ? 'cpu' : 'memory';
    return (fitting) => fewest(fitting, (candidate) => candidate.room[resource]);
  }
  if (type === 'spread' && (field === 'instanceId' || field === 'host')) {
    return (fitting) => fewest(fitting, (candidate) => candidate.groups.get(group) ?? 0);
  }
  if (type === 'spread' && field?.startsWith('attribute:') === true) {
    return spreadOver(field.slice('attribute:'.length), group);
  }
  throw invalidParameter(`The placement strategy ${JSON.stringify({ type, field })} is not valid; allowed are random, `
    + 'binpack on cpu or memory, and spread on instanceId, host or attribute:<name>.');
}

function spreadOver(attribute: string, group: string): Strategy {
  return (fitting, all) => {
    const counts = new Map<string | undefined, number>();
    for (const { attributes, groups } of all) {
      const tasks = groups.get(group) ?? 0;
      if (tasks > 0) {
        const value = attributes.get(attribute);
        counts.set(value, (counts.get(value) ?? 0) + tasks);
      }
    }
    return fewest(fitting, (candidate) => counts.get(candidate.attributes.get(attribute)) ?? 0);
  };
}

/** In one go: there can be a thousand candidates, and each strategy asks all of them. */
function fewest(candidates: readonly Candidate[], measure: (candidate: Candidate) => number): readonly Candidate[] {
  let least = Number.POSITIVE_INFINITY;
  let best: Candidate[] = [];
  for (const candidate of candidates) {
    const value = measure(candidate);
    if (value < least) {
      [least, best] = [value, [candidate]];
    } else if (value === least) {
      best.push(candidate);
    }
  }
  return best;
}
