import type { Candidate } from '../placement/candidate';
import type { DeploymentRecord, TaskRecord } from '../records';
import { without } from '../without';
import { balancedText, scalingReason, startedInZoneText, stoppedInZoneText, unbalancedText, unplacedInZoneText } from './events';
import { isForInstance, seekerOf } from './order';
import type { Pass } from './pass';

const ZONE = 'ecs.availability-zone';

/**
 * Moves tasks of a steady service to the availability zones with the fewest: starts some there, waits until they are healthy, then stops as
 * many where there are most. Does nothing, and forgets what it had begun, while anything else is to be done. True: nothing else is.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html
 */
export function rebalance(pass: Pass, primary: DeploymentRecord): boolean {
  const { availabilityZoneRebalancing, desiredCount, memory } = pass.service;
  const isCalm = availabilityZoneRebalancing === 'ENABLED' && primary.rolloutState === 'COMPLETED'
    && pass.service.deployments.length === 1 && pass.alive.every((task) => !pass.isLeaving(task) && !pass.isCondemned(task));
  const extra = pass.alive.length - desiredCount;
  if (!isCalm || extra < 0 || (extra > 0 && memory.rebalancing === undefined)) {
    forget(pass);
    return false;
  }
  if (!pass.alive.every((task) => pass.isHealthy(task))) {
    return memory.rebalancing === true;
  }
  takeAway(pass, extra, primary);
  const zones = zonesOf(pass, primary);
  const counts = countByZone(pass, zones);
  const left = moves(counts, countProtected(pass));
  if (left === 0) {
    if (memory.rebalancing === true) {
      if (moves(counts) === 0) {
        pass.say(balancedText(counts));
      }
      forget(pass);
    }
    return extra > 0;
  }
  if (extra === 0) {
    begin(pass, primary, zones, counts, left);
  }
  return true;
}

function forget(pass: Pass): void {
  pass.service = { ...pass.service, memory: without(pass.service.memory, 'rebalancing') };
}

/** Instances that the service could have tasks on, by zone. */
function zonesOf(pass: Pass, primary: DeploymentRecord): ReadonlyMap<string, readonly Candidate[]> {
  const definition = pass.input.definition(primary.taskDefinitionArn);
  const seeker = definition && seekerOf(pass.service, definition, pass.input.zonesOf?.(pass.service.networkConfiguration));
  const zones = new Map<string, Candidate[]>();
  for (const candidate of pass.candidates) {
    const zone = candidate.attributes.get(ZONE);
    if (zone !== undefined && seeker !== undefined && isForInstance(seeker, candidate)) {
      zones.set(zone, [...zones.get(zone) ?? [], candidate]);
    }
  }
  return zones;
}

function countByZone(pass: Pass, zones: ReadonlyMap<string, unknown>): ReadonlyMap<string, number> {
  const counts = new Map([...zones.keys()].sort().map((zone) => [zone, 0]));
  for (const { availabilityZone } of pass.alive) {
    if (availabilityZone !== undefined) {
      counts.set(availabilityZone, (counts.get(availabilityZone) ?? 0) + 1);
    }
  }
  return counts;
}

/** Tasks that may not be moved, by zone. */
function countProtected(pass: Pass): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { availabilityZone = '' } of pass.alive.filter((task) => pass.isProtected(task))) {
    counts.set(availabilityZone, (counts.get(availabilityZone) ?? 0) + 1);
  }
  return counts;
}

/** How many tasks are to be moved until no zone has two more than another, or none of those that have may give one away. */
export function moves(counts: ReadonlyMap<string, number>, fixed: ReadonlyMap<string, number> = new Map()): number {
  const zones = [...counts].map(([zone, count]) => ({ count, free: count - (fixed.get(zone) ?? 0) }));
  for (let moved = 0; ; moved++) {
    zones.sort((one, other) => one.count - other.count);
    const [least] = zones;
    const most = zones.filter(({ free }) => free > 0).at(-1);
    if (least === undefined || most === undefined || most.count - least.count <= 1) {
      return moved;
    }
    least.count += 1;
    most.count -= 1;
    most.free -= 1;
  }
}

function begin(
  pass: Pass, primary: DeploymentRecord, zones: ReadonlyMap<string, readonly Candidate[]>, before: ReadonlyMap<string, number>,
  wanted: number,
): void {
  if (pass.service.memory.rebalancing === undefined) {
    pass.say(unbalancedText(before));
    pass.remember({ rebalancing: true });
  }
  if (!pass.mayStart(primary, 1)) {
    return;
  }
  const highest = Math.floor(pass.service.desiredCount * pass.service.deploymentConfiguration.maximumPercent / 100);
  const counts = new Map(before);
  const full = new Set<string>();
  const started = new Map<string, string[]>();
  for (let left = Math.min(wanted, highest - pass.alive.length); left > 0;) {
    const most = Math.max(...counts.values());
    const zone = [...zones.keys()].filter((one) => !full.has(one) && most - (counts.get(one) ?? 0) > 1)
      .reduce<string | undefined>((best, one) => best === undefined || (counts.get(one) ?? 0) < (counts.get(best) ?? 0) ? one : best, undefined);
    if (zone === undefined) {
      break;
    }
    const task = pass.startQuietly(primary, pass.candidates.filter(({ attributes }) => attributes.get(ZONE) === zone));
    if (task === undefined) {
      full.add(zone);
      pass.sayOnce(unplacedInZoneText(zone));
    } else {
      counts.set(zone, (counts.get(zone) ?? 0) + 1);
      started.set(zone, [...started.get(zone) ?? [], task.taskArn]);
      left -= 1;
    }
  }
  started.forEach((taskArns, zone) => pass.say(startedInZoneText(zone, taskArns)));
}

function takeAway(pass: Pass, count: number, { id }: DeploymentRecord): void {
  const stopped = new Map<string, string[]>();
  for (let left = count; left > 0; left--) {
    const counts = countByZone(pass, new Map());
    const free = pass.alive.filter((one) => !pass.isProtected(one));
    const crowd = ({ availabilityZone = '' }: TaskRecord) => counts.get(availabilityZone) ?? 0;
    const task = free.reduce<TaskRecord | undefined>((best, one) => best === undefined || crowd(one) > crowd(best) ? one : best, undefined);
    if (task === undefined) {
      break;
    }
    const { availabilityZone: zone = '' } = task;
    pass.stop([task], scalingReason(id), true);
    stopped.set(zone, [...stopped.get(zone) ?? [], task.taskArn]);
  }
  stopped.forEach((taskArns, zone) => pass.say(stoppedInZoneText(zone, taskArns)));
}
