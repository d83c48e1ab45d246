import { shortage } from './shortage';
import { error, Finding, FindingId, warning } from '../private/finding';
import { certain, Claim, Instances, parts } from '../private/host-port-claims';

/** A finding about services that share instances. */
export interface PlanFinding extends Finding {
  /** Those that it is about. */
  readonly claims: readonly Claim[];
}

/** A finding with those that it is about. */
export function about(claims: readonly Claim[], level: typeof error, id: FindingId, message: string): PlanFinding {
  return { ...level(id, message), claims };
}

/** The paths of claims, for a sentence. */
export function names(claims: readonly Claim[]): string {
  return claims.map(({ path }) => path).join(', ');
}

/** The instances that carry some of the claims, each once. */
export function instancesOf(claims: readonly Claim[]): Instances[] {
  return [...new Map(claims.flatMap(({ reach }) => reach).map((instances) => [instances.path, instances])).values()];
}

/** An instance gives each of its ports to one task, so tasks on a port are limited by the instances that they reach. */
export function demandFindings(port: string, claims: readonly Claim[]): PlanFinding[] {
  const what = (some: readonly Claim[]) => `each instance gives ${port.split('/')[1].toUpperCase()} host port ${port.split('/')[0]} to one task: ${names(some)}`;
  const conflicts = conflicting(claims);
  if (conflicts.length > 0) {
    return [about(conflicts, error, 'hostPortConflict', `${what(conflicts)} would need it twice on an instance, allowed is one service when it runs on every instance; `
      + 'give one of them another port or another capacity')];
  }
  const replicas = claims.filter(({ everyInstance, tasks, mostTasks }) => !everyInstance && Math.max(tasks, mostTasks) > 0);
  const taken = new Set(instancesOf(claims.filter(({ everyInstance }) => everyInstance)).map(({ path }) => path));
  const free = (claim: Claim) => ({ ...claim, reach: claim.reach.filter(({ path }) => !taken.has(path)) });
  const tooMany = shortage(replicas.map(free), ({ tasks }) => tasks, ({ max }) => max);
  if (tooMany !== undefined) {
    const { some, tasks, room } = tooMany;
    return [about(some, error, 'hostPortDemand', `${what(some)} would run ${tasks} tasks, allowed are ${room}, the largest number of instances; `
      + 'raise maxCapacity, run fewer tasks, or use another port or capacity')];
  }
  const uncertain = shortage(replicas.map(free).flatMap(parts), ({ tasks }) => tasks, certain);
  if (uncertain !== undefined) {
    const { some, tasks, room } = uncertain;
    return [about(some, warning, 'hostPortDemand', `${what(some)} would run ${tasks} tasks, and only ${room} instances are certain; raise minCapacity or run fewer tasks`)];
  }
  const scaled = shortage(replicas.map(free), ({ mostTasks }) => mostTasks, ({ max }) => max);
  return scaled === undefined ? [] : [about(scaled.some, warning, 'hostPortDemand',
    `${what(scaled.some)} may be scaled to ${scaled.tasks} tasks, and there are at most ${scaled.room} instances; raise maxCapacity, or lower the maxCapacity of the scaling`)];
}

/** Services that certainly meet on an instance where each of them wants the port. */
function conflicting(claims: readonly Claim[]): Claim[] {
  const always = claims.filter(({ everyInstance }) => everyInstance);
  const holders = new Map<string, number>();
  always.flatMap(({ reach }) => reach).forEach(({ path }) => holders.set(path, (holders.get(path) ?? 0) + 1));
  const twice = ({ everyInstance, reach }: Claim) => everyInstance && reach.some(({ path }) => (holders.get(path) ?? 0) > 1);
  const inTheWay = ({ everyInstance, tasks, reach }: Claim) => !everyInstance && tasks > 0 && reach.every(({ path }) => holders.has(path));
  const met = new Set(instancesOf(claims.filter(inTheWay)).map(({ path }) => path));
  const meets = ({ everyInstance, reach }: Claim) => everyInstance && reach.some(({ path }) => met.has(path));
  return claims.filter((claim) => twice(claim) || inTheWay(claim) || meets(claim));
}
