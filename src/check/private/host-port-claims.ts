import { hostPortClaims, TaskModel } from './model';
import { CapacityModel, ServiceModel, Share } from './service-model';

/** Instances that carry tasks. */
export type Instances = Pick<CapacityModel, 'path' | 'min' | 'max' | 'managedScaling'>;

/** A service that takes ports of the instances that it runs on. */
export interface Claim {
  /** Path of the service. */
  readonly path: string;
  /** The ports, each as `80/tcp`. */
  readonly ports: readonly string[];
  /** Tasks that run at one time: none for a service on every instance, or where nobody knows before deployment. */
  readonly tasks: number;
  /** What auto scaling may make of them. */
  readonly mostTasks: number;
  readonly everyInstance: boolean;
  /** The instances that may carry a task. */
  readonly reach: readonly Instances[];
  /** How many of the tasks each of them gets, by path; undefined where it is all the same to the scheduler. */
  readonly shares?: ReadonlyMap<string, Share>;
  /** Tasks that others find in their way; as many as `tasks` where it is left out. */
  readonly roaming?: number;
  /** Whether constraints may keep the service from some of its reach. */
  readonly constrained: boolean;
}

/** The ports of a task as claims name them. */
export function portsOf(task: TaskModel): string[] {
  return [...new Set(hostPortClaims(task).map(({ port, protocol }) => `${port}/${protocol}`))];
}

/** What a service claims; undefined where it claims nothing, or nobody knows before deployment of whom. */
export function claimOf(service: ServiceModel): Claim | undefined {
  const { path, task, launchType, capacity, everyInstance, constrained, conditional, shares } = service;
  if (task === undefined || launchType !== 'EC2' || capacity === undefined || capacity.length === 0 || conditional || (everyInstance && constrained)) {
    return undefined;
  }
  const ports = portsOf(task);
  const tasks = everyInstance ? 0 : service.tasks ?? 0;
  const mostTasks = everyInstance ? 0 : Math.max(tasks, service.mostTasks ?? 0);
  return ports.length === 0 ? undefined : { path, ports, tasks, mostTasks, everyInstance, reach: capacity, shares, constrained };
}

/** How many of the instances are certain: those that ECS starts when a task finds no room are. */
export function certain({ min, max, managedScaling }: Instances): number {
  return managedScaling ? max : min;
}

/** A claim for each provider, where the strategy divides the tasks. */
export function parts(claim: Claim): Claim[] {
  const { shares, reach } = claim;
  const part = (instances: Instances): Claim => ({ ...claim, reach: [instances], shares: undefined, tasks: 0, ...shares?.get(instances.path) });
  return shares === undefined ? [claim] : reach.map(part);
}
