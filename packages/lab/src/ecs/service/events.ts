import type { Refusal, RefusalReason } from '../placement/place';
import type { Moment, ServiceEventRecord, ServiceRecord } from '../records';

/** As many as ECS keeps. */
export const MAXIMUM_EVENTS = 100;

const SEE_GUIDE = 'For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.';

/** The service with one more event, newest first. */
export function withEvent(service: ServiceRecord, message: string, now: Moment, id: string): ServiceRecord {
  const event: ServiceEventRecord = { id, createdAt: now, message: `(service ${service.serviceName}) ${message}` };
  return { ...service, events: [event, ...service.events].slice(0, MAXIMUM_EVENTS) };
}

export function startedText(taskArns: readonly string[]): string {
  return `has started ${taskArns.length} tasks: ${taskList(taskArns)}.`;
}

export function stoppedText(taskArns: readonly string[]): string {
  return `has stopped ${taskArns.length} running tasks: ${taskList(taskArns)}.`;
}

/** Why the scheduler stops a task, in `stoppedReason`. */
export function scalingReason(deploymentId: string): string {
  return `Scaling activity initiated by (deployment ${deploymentId})`;
}

/** For tasks that had not come to run. */
export function stoppedPendingText(count: number): string {
  return `stopped ${count} pending tasks.`;
}

/** After `startedText`: as many of the tasks take the place of unhealthy ones. */
export function replacedText(count: number): string {
  return `Amazon ECS replaced ${count} tasks due to an unhealthy status.`;
}

/** Tasks by availability zone, as many as there are of each. */
export type ZoneCounts = ReadonlyMap<string, number>;

export function unbalancedText(counts: ZoneCounts): string {
  return `is not AZ balanced with ${zoneList(counts)}. AZ Rebalancing in progress.`;
}

export function balancedText(counts: ZoneCounts): string {
  return `is AZ balanced with ${zoneList(counts)}.`;
}

export function startedInZoneText(zone: string, taskArns: readonly string[]): string {
  return `has started ${taskArns.length} tasks in ${zone} to AZ Rebalance: ${taskList(taskArns)}.`;
}

export function stoppedInZoneText(zone: string, taskArns: readonly string[]): string {
  return `has stopped ${taskArns.length} running tasks in ${zone} due to AZ rebalancing: ${taskList(taskArns)}.`;
}

export function unplacedInZoneText(zone: string): string {
  return `is unable to place a task in ${zone} because no container instance met all of its requirements.`;
}

/** Why no instance takes the task, by the instance that came closest to. */
export function placementText(refusals: readonly Refusal[]): string {
  const head = 'was unable to place a task because no container instance met all of its requirements.';
  const closest = refusals.reduce<Refusal | undefined>(
    (best, next) => best === undefined || closeness(next.reason) > closeness(best.reason) ? next : best, undefined);
  if (closest === undefined) {
    return `${head} Reason: No Container Instances were found in your cluster. ${SEE_GUIDE}`;
  }
  const id = closest.containerInstanceArn.slice(closest.containerInstanceArn.lastIndexOf('/') + 1);
  return `${head} The closest matching (container-instance ${id}) ${reasonText(closest.reason)} ${SEE_GUIDE}`;
}

function zoneList(counts: ZoneCounts): string {
  return [...counts].sort(([, left], [, right]) => right - left).map(([zone, count]) => `${count} tasks in ${zone}`).join(', ');
}

function taskList(taskArns: readonly string[]): string {
  return taskArns.map((arn) => `(task ${arn.slice(arn.lastIndexOf('/') + 1)})`).join(' ');
}

// in the order in which placement asks: later means closer
const ORDER: readonly RefusalReason[] = ['AGENT', 'ATTRIBUTE', 'LOCATION', 'RESOURCE:CPU', 'RESOURCE:MEMORY', 'RESOURCE:PORTS', 'RESOURCE:ENI'];

function closeness(reason: RefusalReason): number {
  const index = ORDER.indexOf(reason);
  return index < 0 ? ORDER.length : index;
}

function reasonText(reason: RefusalReason): string {
  switch (reason) {
    case 'RESOURCE:CPU':
      return 'has insufficient CPU units available.';
    case 'RESOURCE:MEMORY':
      return 'has insufficient memory available.';
    case 'RESOURCE:PORTS':
      return 'is already using a port required by your task.';
    case 'ATTRIBUTE':
      return 'is missing an attribute required by your task.';
    default:
      return `encountered error "${reason}".`;
  }
}
