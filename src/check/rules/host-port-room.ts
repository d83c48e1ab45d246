import { certain, Claim, Instances, parts } from '../private/host-port-claims';

/** What is left to a service of the instances that it reaches, once all others have their tasks on its ports. */
export interface Room {
  /** Instances that no service on every instance takes from it. */
  readonly most: number;
  /** Tasks of others that certainly hold one of its ports on them. */
  readonly held: number;
  /** Instances that are certainly there and left when all its tasks run too, however badly the scheduler places those of others. */
  readonly spare: number;
}

/** Who is in whose way: the claims of each port. */
export class PortRoom {
  /** The claims of each port. */
  public readonly ports: ReadonlyMap<string, readonly Claim[]>;
  private readonly divided: ReadonlyMap<string, readonly Claim[]>;
  private readonly known = new Map<string, Room>();

  constructor(claims: readonly Claim[]) {
    this.ports = byPort(claims);
    this.divided = claims.some(({ shares }) => shares !== undefined) ? byPort(claims.flatMap(parts)) : this.ports;
  }

  /** What is left to a claim. */
  public of(claim: Claim): Room {
    const own = claim.everyInstance ? 0 : claim.tasks;
    const whole = this.room(claim, this.ports);
    return {
      most: whole.most,
      held: whole.held - own,
      spare: Math.min(...parts(claim).map((part) => this.room(part, this.divided).spare)),
    };
  }

  /** The same for the claim and its own tasks: one answer for all that claim the same. */
  private room(claim: Claim, claims: ReadonlyMap<string, readonly Claim[]>): Room {
    const key = [claims === this.ports, ...claim.ports, '', ...claim.reach.map(({ path }) => path)].join();
    const known = this.known.get(key) ?? roomFor(claim, claims);
    this.known.set(key, known);
    return known;
  }
}

function roomFor({ ports, reach }: Claim, all: ReadonlyMap<string, readonly Claim[]>): Room {
  const claims = [...new Set(ports.flatMap((port) => all.get(port) ?? []))];
  const taken = new Set(claims.filter(({ everyInstance }) => everyInstance).flatMap((claim) => claim.reach).map(({ path }) => path));
  const free = new Map(reach.filter(({ path }) => !taken.has(path)).map((instances) => [instances.path, instances]));
  const within = (claim: Claim) => claim.reach.every(({ path }) => free.has(path) || taken.has(path));
  const most = (instances: Iterable<Instances>) => sum([...instances], ({ max }) => max);
  const worst = sum(claims, ({ tasks, reach: others }) => Math.min(tasks, most(others.filter(({ path }) => free.has(path)))));
  return {
    most: most(free.values()),
    held: Math.max(0, ...ports.map((port) => sum((all.get(port) ?? []).filter(within), ({ tasks }) => tasks))),
    spare: sum([...free.values()], certain) - worst,
  };
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
