import { certain, Claim, Instances, parts } from '../private/host-port-claims';

/** What is left to a service of the instances that it reaches, once all others have their tasks on its ports. */
export interface Room {
  /** Instances that no service on every instance takes from it. */
  readonly most: number;
  /** Tasks of others that certainly hold one of its ports on them. */
  readonly held: number;
  /** Instances that are certainly there and left when all its tasks run too, however badly the scheduler places those of others. */
  readonly spare: number;
  /** The same for one task more, on whatever provider its strategy prefers then: it finds a place where this is more than 0. */
  readonly next: number;
}

/** Who is in whose way: the claims of each port. */
export class PortRoom {
  /** The claims of each port. */
  public readonly ports: ReadonlyMap<string, readonly Claim[]>;
  private readonly divided: ReadonlyMap<string, readonly Claim[]>;
  private readonly known = new Map<string, Shared>();
  private readonly taken: ReadonlyMap<string, ReadonlySet<string>>;

  constructor(claims: readonly Claim[]) {
    this.ports = byPort(claims);
    this.taken = new Map([...this.ports].map(([port, some]) => {
      const always = some.filter(({ everyInstance }) => everyInstance);
      return [port, new Set(always.flatMap(({ reach }) => reach.map(({ path }) => path)))];
    }));
    this.divided = claims.some(({ shares }) => shares !== undefined) ? byPort(claims.flatMap(parts)) : this.ports;
  }

  /** What is left to a claim. */
  public of(claim: Claim): Room {
    const own = claim.everyInstance ? 0 : claim.tasks;
    const whole = this.room(claim, this.ports);
    const each = parts(claim).map((part) => {
      const { left, most } = this.room(part, this.divided);
      return { part, free: left + Math.min(roaming(part), most) };
    });
    const spare = Math.min(...each.map(({ part, free }) => free - part.tasks));
    return {
      most: whole.most,
      held: whole.held - own,
      spare,
      next: claim.shares === undefined ? spare : 1 + Math.min(...each.map(({ part, free }) => free - roaming(part))),
    };
  }

  /** The same for the claim and its own tasks: one answer for all that claim the same. */
  private room(claim: Claim, claims: ReadonlyMap<string, readonly Claim[]>): Shared {
    const key = [claims === this.ports, ...claim.ports, '', ...claim.reach.map(({ path }) => path)].join();
    const known = this.known.get(key) ?? roomFor(claim, claims, this.taken);
    this.known.set(key, known);
    return known;
  }
}

/** What all that claim the same have in common. */
interface Shared {
  readonly most: number;
  /** With tasks of their own. */
  readonly held: number;
  /** Instances that are left when all of their tasks run too; less than none where they are too many. */
  readonly left: number;
}

function roomFor({ ports, reach }: Claim, all: ReadonlyMap<string, readonly Claim[]>, taken: ReadonlyMap<string, ReadonlySet<string>>): Shared {
  const claims = [...new Set(ports.flatMap((port) => all.get(port) ?? []))];
  const isTaken = (path: string, some: readonly string[]) => some.some((port) => taken.get(port)?.has(path));
  const free = new Map(reach.filter(({ path }) => !isTaken(path, ports)).map((instances) => [instances.path, instances]));
  const within = (claim: Claim) => claim.reach.every(({ path }) => free.has(path) || isTaken(path, claim.ports));
  const most = (instances: Iterable<Instances>) => sum([...instances], ({ max }) => max);
  const worst = sum(claims, (other) => Math.min(roaming(other), most(other.reach.filter(({ path }) => free.has(path)))));
  return {
    most: most(free.values()),
    held: Math.max(0, ...ports.map((port) => sum((all.get(port) ?? []).filter(within), ({ tasks }) => tasks))),
    left: sum([...free.values()], certain) - worst,
  };
}

function roaming({ tasks, roaming: more = tasks }: Claim): number {
  return more;
}

function byPort(claims: readonly Claim[]): ReadonlyMap<string, readonly Claim[]> {
  const found = new Map<string, Claim[]>();
  for (const claim of claims) {
    for (const port of claim.ports) {
      const others = found.get(port) ?? [];
      others.push(claim);
      found.set(port, others);
    }
  }
  return found;
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}
