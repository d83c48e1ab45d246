import { push } from '../private/app-resources';

interface Named {
  readonly path: string;
}

/** What runs on some instances. */
interface Reaching {
  readonly reach: readonly Named[];
}

/** Who needs more than there is. */
export interface Shortage<T> {
  readonly some: readonly T[];
  readonly tasks: number;
  readonly room: number;
}

/** Claims that reach too few instances for all that they demand, where there are such. */
export function shortage<T extends Reaching>(
  claims: readonly T[], demand: (claim: T) => number, room: (instances: T['reach'][number]) => number,
): Shortage<T> | undefined {
  const groups = new Map<string, T[]>();
  claims.forEach((claim) => push(groups, keyOf(claim.reach), claim));
  for (const neighbours of components([...groups.values()])) {
    for (const together of unions<T['reach'][number]>(neighbours.map(([{ reach }]) => reach))) {
      const paths = new Set(together.map(({ path }) => path));
      const some = neighbours.filter(([{ reach }]) => reach.every(({ path }) => paths.has(path))).flat();
      const tasks = some.reduce((sum, claim) => sum + demand(claim), 0);
      const most = together.reduce((sum, instances) => sum + room(instances), 0);
      if (tasks > most) {
        return { some, tasks, room: most };
      }
    }
  }
  return undefined;
}

function keyOf(reach: readonly Named[]): string {
  return reach.map(({ path }) => path).sort().join();
}

/** Groups that share instances, also by way of others: the rest have nothing to do with each other. */
function components<T extends Reaching>(groups: readonly T[][]): T[][][] {
  const of = new Map<string, { groups: T[][] }>();
  for (const group of groups) {
    const paths = group[0].reach.map(({ path }) => path);
    const met = [...new Set(paths.flatMap((path) => of.get(path) ?? []))];
    const component = { groups: [...met.flatMap((other) => other.groups), group] };
    component.groups.forEach(([{ reach }]) => reach.forEach(({ path }) => of.set(path, component)));
  }
  return [...new Set(of.values())].map((component) => component.groups);
}

/** More would take long, and say little. */
const MOST_UNIONS = 256;

/** What the sets reach alone and together, the smallest first. */
function unions<I extends Named>(sets: readonly (readonly I[])[]): readonly (readonly I[])[] {
  const found = new Map(sets.map((set) => [keyOf(set), set]));
  for (const set of sets) {
    for (const other of [...found.values()].slice(0, MOST_UNIONS)) {
      const union = [...new Map([...other, ...set].map((instances) => [instances.path, instances])).values()];
      found.set(keyOf(union), union);
    }
  }
  return [...found.values()].sort((a, b) => a.length - b.length);
}
