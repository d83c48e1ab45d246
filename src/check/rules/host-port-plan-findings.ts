import { about, demandFindings, instancesOf, names, PlanFinding } from './host-port-demand';
import { MAX_TASK_PORTS } from './few-ports-per-instance';
import { PortRoom } from './host-port-room';
import { error, warning } from '../private/finding';
import { Claim, Instances } from '../private/host-port-claims';

/** Everything that the host-port plan has to say about services that share instances. */
export function planFindings(claims: readonly Claim[], room = new PortRoom(claims)): PlanFinding[] {
  const demands = [...room.ports].flatMap(([port, some]) => some.length === 0 ? [] : demandFindings(port, some));
  const said = new Set(demands.flatMap((finding) => finding.claims.map(({ path }) => path)));
  return [...demands, ...claims.filter(({ path }) => !said.has(path)).flatMap((claim) => orderFindings(claim, room)), ...countFindings(claims)];
}

/** There is room for all, but the scheduler does not look ahead: it may give the last fitting instance to a task that has others. */
function orderFindings(claim: Claim, room: PortRoom): PlanFinding[] {
  const reached = (other: Claim) => other.reach.some(({ path }) => claim.reach.some((instances) => instances.path === path));
  const intrudes = (other: Claim) => !other.everyInstance && other.tasks > 0 && reached(other);
  const intruded = () => claim.ports.some((port) => room.ports.get(port)?.some(intrudes));
  const blocked = claim.everyInstance ? intruded() : claim.tasks > 0 && room.of(claim).spare < 0;
  if (!blocked || claim.constrained) {
    return [];
  }
  const others = [...new Set(claim.ports.flatMap((port) => room.ports.get(port) ?? []))].filter((other) => other !== claim);
  return [about([claim, ...others], warning, 'hostPortOrder', `the scheduler places one task after the other and moves none: ${names(others)} may be placed so that `
    + `'${claim.path}' finds ${claim.ports.join(', ')} taken on every instance that it reaches; raise minCapacity, or give the services ports or capacities of their own`)];
}

/** An instance reserves a limited number of ports. */
function countFindings(claims: readonly Claim[]): PlanFinding[] {
  const some = new Map<string, Claim[]>();
  for (const claim of claims) {
    for (const { path } of claim.reach) {
      some.set(path, some.get(path) ?? []);
      some.get(path)?.push(claim);
    }
  }
  return instancesOf(claims).flatMap((instances) => countOn(instances, some.get(instances.path) ?? []));
}

function countOn({ max }: Instances, claims: readonly Claim[]): PlanFinding[] {
  const always = claims.filter(({ everyInstance }) => everyInstance);
  const daily = new Set(always.flatMap(({ ports }) => ports)).size;
  if (daily > MAX_TASK_PORTS) {
    return [about(always, error, 'tooManyPorts', `services on every instance take ${daily} host ports, allowed are ${MAX_TASK_PORTS} an instance; use another capacity for some`)];
  }
  const only = claims.filter(({ everyInstance, reach }) => !everyInstance && reach.length === 1);
  const needed = daily * max + only.reduce((sum, { ports, tasks }) => sum + ports.length * tasks, 0);
  if (needed > MAX_TASK_PORTS * max) {
    return [about([...always, ...only], error, 'tooManyPorts', `an instance reserves ${MAX_TASK_PORTS} host ports for tasks: the services of this capacity take ${needed} on at most ${max} `
      + `instances, allowed are ${MAX_TASK_PORTS * max}; raise maxCapacity, or use another capacity for some`)];
  }
  const distinct = new Set(claims.flatMap(({ ports }) => ports)).size;
  return distinct <= MAX_TASK_PORTS ? [] : [about(claims, warning, 'tooManyPorts', `the services of this capacity take ${distinct} host ports, and an instance reserves ${MAX_TASK_PORTS}: `
    + 'they fit on several instances only; use another capacity for some')];
}
