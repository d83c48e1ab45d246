import type { CapacityProviderStrategyItem } from '@aws-sdk/client-ecs';
import { invalidParameter, unsupported } from '../errors';

export const MAXIMUM_PROVIDERS = 20;

/** Providers of AWS itself: every account has them, and the lab runs nothing on them. */
export const FARGATE_PROVIDERS: readonly string[] = ['FARGATE', 'FARGATE_SPOT'];

/** What placement needs to know of a capacity provider. */
export interface Provider {
  readonly name: string;
  readonly autoScalingGroupName: string;
  /** A task without room then waits for an instance instead of failing. */
  readonly managedScaling: boolean;
}

/** As `checkStrategy`, for tasks that are to run now: refuses providers of AWS itself too. */
export function checkUsableStrategy(strategy: readonly CapacityProviderStrategyItem[], known: readonly string[]): void {
  checkStrategy(strategy, known);
  const fargate = strategy.find(({ capacityProvider = '' }) => FARGATE_PROVIDERS.includes(capacityProvider));
  if (fargate !== undefined) {
    throw unsupported(`The capacity provider ${fargate.capacityProvider} is not there in this lab: it has no Fargate; use one of an Auto Scaling group.`);
  }
}

/** Refuses a strategy that names too many providers, none that is known, two bases or only weights of 0. */
export function checkStrategy(strategy: readonly CapacityProviderStrategyItem[], known: readonly string[]): void {
  if (strategy.length > MAXIMUM_PROVIDERS) {
    throw invalidParameter(`There are ${strategy.length} capacity providers in the strategy; at most ${MAXIMUM_PROVIDERS} are allowed.`);
  }
  const stranger = strategy.find(({ capacityProvider = '' }) => !known.includes(capacityProvider));
  if (stranger !== undefined) {
    throw invalidParameter('The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster. '
      + 'Associate the capacity provider with the cluster and try again.');
  }
  const wrong = strategy.find(({ base = 0, weight = 0 }) => !within(base, 100_000) || !within(weight, 1_000));
  if (wrong !== undefined) {
    throw invalidParameter(`Base ${wrong.base ?? 0} and weight ${wrong.weight ?? 0} are not valid; allowed are 0 to 100000 and 0 to 1000.`);
  }
  if (strategy.filter(({ base = 0 }) => base > 0).length > 1) {
    throw invalidParameter('Only one capacity provider in a capacity provider strategy can have a base defined.');
  }
  if (strategy.length > 0 && strategy.every(({ weight }, _, { length }) => (weight ?? (length === 1 ? 1 : 0)) === 0)) {
    throw invalidParameter('At least one capacity provider in a capacity provider strategy must have a weight greater than 0.');
  }
}

/**
 * Which provider the next task goes to: first the base of the one that has it, then the one that lags most behind its weight.
 * `running` counts the tasks that each provider has already.
 */
export function chooseProvider(strategy: readonly CapacityProviderStrategyItem[], running: ReadonlyMap<string, number>): string | undefined {
  const count = (item: CapacityProviderStrategyItem) => running.get(item.capacityProvider ?? '') ?? 0;
  const based = strategy.find((item) => (item.base ?? 0) > count(item));
  if (based !== undefined) {
    return based.capacityProvider;
  }
  const weighted = strategy
    .map((item) => ({ item, weight: item.weight ?? (strategy.length === 1 ? 1 : 0) }))
    .filter(({ weight }) => weight > 0)
    .map(({ item, weight }) => ({ item, share: (count(item) - (item.base ?? 0) + 1) / weight }));
  return weighted.reduce<(typeof weighted)[number] | undefined>(
    (best, next) => best === undefined || next.share < best.share ? next : best, undefined)?.item.capacityProvider;
}

function within(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= most;
}
