import { object } from './resource';
import { CapacityModel, ServiceModel } from './service-model';

/** Where the tasks of a service may run. */
export type Place = Pick<ServiceModel, 'capacity' | 'constrained' | 'shares'>;

type Constrained = Pick<Place, 'capacity' | 'constrained'>;

/** The instances that placement constraints leave, as far as that is known. */
export function constrainedBy(constraints: readonly unknown[], capacity: readonly CapacityModel[] | undefined): Constrained {
  return constraints.map(object).reduce<Constrained>((place, { Type: type, Expression: expression }) => {
    // the tasks of a host port are on distinct instances anyway
    if (type === 'distinctInstance') {
      return place;
    }
    const [, name, value] = /^\s*attribute:([\w.-]+)\s*(?:==|equals)\s*'?([\w./-]+)'?\s*$/.exec(String(expression)) ?? [];
    const given = ({ attributes }: CapacityModel) => name === undefined ? undefined : attributes[name];
    const left = place.capacity?.filter((capacities) => given(capacities) === undefined || String(given(capacities)) === value);
    return { capacity: left, constrained: place.constrained || left?.some((capacities) => given(capacities) === undefined) !== false };
  }, { capacity, constrained: false });
}

/** How many tasks each provider of a strategy gets: its base first, then by weight. */
export function divided(
  tasks: number, shares: readonly { readonly capacity: CapacityModel; readonly base: number; readonly weight: number }[],
): ReadonlyMap<string, number> {
  const counts = shares.map(({ base }) => Math.min(base, tasks));
  const weights = shares.map(({ weight }) => weight).reduce((sum, weight) => sum + weight, 0);
  for (let left = tasks - counts.reduce((sum, count) => sum + count, 0); left > 0 && weights > 0; left--) {
    const rank = (index: number) => (counts[index] - shares[index].base + 1) / shares[index].weight;
    const next = [...shares.keys()].filter((index) => shares[index].weight > 0).reduce((best, index) => rank(index) < rank(best) ? index : best);
    counts[next]++;
  }
  return new Map(shares.map(({ capacity: { path } }, index) => [path, counts[index]]));
}
