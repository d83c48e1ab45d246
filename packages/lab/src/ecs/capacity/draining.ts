import type { Lab } from '../../lab';
import type { ContainerInstanceRecord } from '../records';
import type { EcsControlPlane } from '../scheduler-runtime';
import { DRAINING_HOOK, type ManagedGroups } from './managed-groups';
import { groupName } from './providers';

export interface DrainingParts {
  readonly lab: Pick<Lab, 'clock' | 'timeScale'>;
  readonly control: EcsControlPlane;
  readonly groups: ManagedGroups;
}

/** Milliseconds on AWS between two heartbeats for an instance that still drains: the hook's time-out is an hour. */
const HEARTBEAT = 30 * 60_000;

/**
 * Managed draining: puts ECS's hook on the groups of capacity providers, drains the instances that it holds, and lets them go when their
 * last task has stopped. Standalone tasks hold an instance until they end, or until Auto Scaling waits no longer. One whose agent is
 * disconnected goes at once.
 */
export class Draining {
  /** Groups that are known to be without the hook. */
  private readonly bare = new Set<string>();
  private readonly beaten = new Map<string, number>();

  constructor(private readonly parts: DrainingParts) {}

  /** Gives the moment at which to look again. */
  async look(): Promise<number | undefined> {
    const wanted = this.wantedGroups();
    let next: number | undefined;
    for (const name of this.groupNames()) {
      const isWanted = wanted.has(name);
      if (isWanted || !this.bare.has(name)) {
        const at = await this.lookAt(name, isWanted);
        next = at === undefined ? next : Math.min(at, next ?? at);
      }
    }
    return next;
  }

  private async lookAt(name: string, isWanted: boolean): Promise<number | undefined> {
    const { groups } = this.parts;
    const group = groups.find(name);
    const isThere = group?.hooks.includes(DRAINING_HOOK) === true;
    if (group === undefined || !isWanted) {
      if (isThere) {
        await groups.deleteHook(name);
      }
      this.bare.add(name);
      return undefined;
    }
    this.bare.delete(name);
    if (!isThere) {
      await groups.putHook(name);
    }
    let next: number | undefined;
    for (const { ec2InstanceId } of group.members.filter(({ state }) => state === 'Terminating:Wait')) {
      const at = await this.drain(name, ec2InstanceId);
      next = at === undefined ? next : Math.min(at, next ?? at);
    }
    return next;
  }

  private async drain(name: string, ec2InstanceId: string): Promise<number | undefined> {
    const { control, groups, lab } = this.parts;
    const instances = control.book.instances().filter((instance) => instance.ec2InstanceId === ec2InstanceId && instance.status !== 'INACTIVE');
    for (const instance of instances.filter(({ status }) => status === 'ACTIVE')) {
      control.saveInstance({ ...instance, status: 'DRAINING' });
    }
    // an agent that is gone stops no task any more: waiting would hold the instance until the hook is over
    const isEmpty = ({ containerInstanceArn, agentConnected }: ContainerInstanceRecord) =>
      !agentConnected || control.book.liveOn(containerInstanceArn).length === 0;
    if (instances.every(isEmpty)) {
      this.beaten.delete(ec2InstanceId);
      await groups.complete(name, ec2InstanceId);
      return undefined;
    }
    const now = lab.clock.now().getTime();
    const due = (this.beaten.get(ec2InstanceId) ?? now) + HEARTBEAT / lab.timeScale;
    if (due <= now) {
      await groups.heartbeat(name, ec2InstanceId);
    }
    const last = due <= now ? now : this.beaten.get(ec2InstanceId) ?? now;
    this.beaten.set(ec2InstanceId, last);
    return last + HEARTBEAT / lab.timeScale;
  }

  private groupNames(): ReadonlySet<string> {
    return new Set(this.parts.control.tables.capacityProviders.list().map(({ autoScalingGroupArn }) => groupName(autoScalingGroupArn)));
  }

  private wantedGroups(): ReadonlySet<string> {
    const { clusters, capacityProviders } = this.parts.control.tables;
    const associated = new Set(clusters.list().filter(({ status }) => status === 'ACTIVE').flatMap((cluster) => cluster.capacityProviders));
    return new Set(capacityProviders.list()
      .filter(({ name, status, managedDraining }) => status === 'ACTIVE' && managedDraining === 'ENABLED' && associated.has(name))
      .map(({ autoScalingGroupArn }) => groupName(autoScalingGroupArn)));
  }
}
