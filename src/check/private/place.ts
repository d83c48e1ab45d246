import { object } from './resource';
import { CapacityModel, ServiceModel, Share } from './service-model';

/** Where the tasks of a service may run. */
export type Place = Pick<ServiceModel, 'capacity' | 'constrained' | 'shares'>;

/** One provider of a strategy, and the instances behind it. */
export interface ProviderShare {
  readonly capacity: CapacityModel;
  readonly base: number;
  readonly weight: number;
}

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

/** How a strategy of several providers divides the tasks of a service, at rest and while a deployment runs more of them. */
export function sharesOf(providers: readonly ProviderShare[], tasks: number, maxHealthy: number): ReadonlyMap<string, Share> {
  const [atRest, rolling] = [tasks, Math.max(tasks, Math.floor(tasks * maxHealthy / 100))].map((count) => divided(count, providers));
  return new Map(providers.map(({ capacity: { path } }, index) => [path, { tasks: atRest[index], roaming: rolling[index] }]));
}

/** How many tasks each provider gets: its base first, then by weight. */
function divided(tasks: number, providers: readonly ProviderShare[]): readonly number[] {
  const counts = providers.map(({ base }) => Math.min(base, tasks));
  const weighted = [...providers.keys()].filter((index) => providers[index].weight > 0);
  for (let left = tasks - counts.reduce((sum, count) => sum + count, 0); left > 0 && weighted.length > 0; left--) {
    const rank = (index: number) => (counts[index] - providers[index].base + 1) / providers[index].weight;
    counts[weighted.reduce((best, index) => rank(index) < rank(best) ? index : best)]++;
  }
  return counts;
}
