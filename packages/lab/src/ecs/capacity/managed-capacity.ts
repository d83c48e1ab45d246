import { scaled } from '../../clock/timers';
import type { Lab } from '../../lab';
import type { CapacityProviderRecord, ClusterRecord, ContainerInstanceRecord } from '../records';
import type { EcsControlPlane } from '../scheduler-runtime';
import { Draining } from './draining';
import type { ManagedGroup, ManagedGroups } from './managed-groups';
import { ProviderTasks } from './provider-tasks';
import { groupName } from './providers';
import { decideScaling, protections, type Machine, type Scaling } from './scaling';

export interface ManagedCapacityParts {
  readonly lab: Pick<Lab, 'clock' | 'timeScale' | 'log'>;
  readonly control: EcsControlPlane;
  readonly groups: ManagedGroups;
}

interface Seen {
  readonly cluster: ClusterRecord;
  /** When the machine came into service, by its EC2 id. */
  readonly since: Map<string, number>;
  /** Since when the group has had more than it needs. */
  surplusSince?: number;
}

/** A capacity provider that was taken from its cluster, and may be deleted. */
interface Left {
  readonly provider: CapacityProviderRecord;
  readonly seen: Seen;
}

/** Keeps the Auto Scaling groups of capacity providers as large as their tasks need, and empties instances before they go. */
export class ManagedCapacity {
  private readonly seen = new Map<string, Seen>();
  private readonly left = new Map<string, Left>();
  private readonly draining: Draining;
  private readonly tasks: ProviderTasks;
  private looking: Promise<void> | undefined;
  private again = false;
  private stopped = false;
  private cancelWake: (() => void) | undefined;

  constructor(private readonly parts: ManagedCapacityParts) {
    this.draining = new Draining(parts);
    this.tasks = new ProviderTasks(parts.control);
  }

  /** Looks now and after every change of a cluster; changes of groups are to be told by `look`. */
  start(): void {
    this.look();
    void this.follow();
  }

  /** Looks at all capacity providers, after the look under way. */
  look(): void {
    this.again = true;
    this.looking ??= this.run().finally(() => { this.looking = undefined; });
  }

  /** Whether instances of a group will lose their protection by themselves: what is left on them is on its way out. */
  isReleasing(group: string): boolean {
    const { book } = this.parts.control;
    const stopping = ({ containerInstanceArn }: ContainerInstanceRecord) => book.liveOn(containerInstanceArn).every((task) => task.desiredStatus === 'STOPPED');
    return this.looking !== undefined || [...this.left.values()].some(({ provider, seen }) =>
      groupName(provider.autoScalingGroupArn) === group && this.tasks.instancesOf(seen.cluster, group).some(stopping));
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.cancelWake?.();
    await this.looking;
  }

  private async follow(): Promise<void> {
    while (!this.stopped) {
      await this.parts.control.nextChange();
      this.look();
    }
  }

  private async run(): Promise<void> {
    while (this.again && !this.stopped) {
      this.again = false;
      this.cancelWake?.();
      // not within the change that is told
      await Promise.resolve();
      const wakes = [await this.attempt('managed draining', () => this.draining.look())];
      const associations = this.associations();
      for (const [provider, cluster] of associations) {
        wakes.push(await this.attempt(provider.name, () => this.lookAt(provider, cluster)));
      }
      const associated = new Set(associations.map(([{ capacityProviderArn }]) => capacityProviderArn));
      this.leave(associated);
      for (const [arn, left] of this.left) {
        await this.attempt(left.provider.name, () => this.release(arn, left));
      }
      this.wakeAt(wakes.flatMap((at) => at ?? []));
    }
  }

  private wakeAt(moments: readonly number[]): void {
    if (moments.length > 0 && !this.stopped) {
      this.cancelWake = this.parts.lab.clock.after(Math.max(1, Math.min(...moments) - this.now()), () => this.look());
    }
  }

  private async attempt(what: string, work: () => Promise<number | undefined>): Promise<number | undefined> {
    try {
      return await work();
    } catch (error) {
      this.parts.lab.log.warn(`capacity provider ${what}: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  }

  private associations(): readonly (readonly [CapacityProviderRecord, ClusterRecord])[] {
    const { clusters, capacityProviders } = this.parts.control.tables;
    return clusters.list().filter(({ status }) => status === 'ACTIVE').flatMap((cluster) => capacityProviders.list()
      .filter(({ name, status }) => status === 'ACTIVE' && cluster.capacityProviders.includes(name))
      .map((provider) => [provider, cluster] as const));
  }

  /** Gives the moment at which to look again. */
  private async lookAt(provider: CapacityProviderRecord, cluster: ClusterRecord): Promise<number | undefined> {
    const name = groupName(provider.autoScalingGroupArn);
    const group = provider.managedScaling.status === 'ENABLED' ? this.parts.groups.find(name) : undefined;
    if (group === undefined) {
      this.seen.delete(provider.capacityProviderArn);
      return undefined;
    }
    const seen: Seen = { ...this.seen.get(provider.capacityProviderArn) ?? { since: new Map() }, cluster };
    this.seen.set(provider.capacityProviderArn, seen);
    const instances = this.tasks.instancesOf(cluster, name);
    const machines = this.machines(group, instances, provider, seen);
    const scaling = decideScaling({
      settings: provider.managedScaling, group, machines, waiting: this.tasks.waiting(cluster, provider),
      blanks: this.tasks.blanks(group.zones, instances),
    });
    if (provider.managedTerminationProtection === 'ENABLED') {
      const { protect, free } = protections(staying(group), machines);
      await this.protect(name, protect, true);
      await this.protect(name, free, false);
    }
    return this.apply(provider, group, scaling, seen);
  }

  /** Keeps in mind what the providers that were taken from their cluster still protect. */
  private leave(associated: ReadonlySet<string>): void {
    for (const [arn, seen] of [...this.seen].filter(([known]) => !associated.has(known))) {
      const provider = this.parts.control.tables.capacityProviders.get(arn);
      this.seen.delete(arn);
      if (provider?.managedTerminationProtection === 'ENABLED') this.left.set(arn, { provider, seen });
    }
    associated.forEach((arn) => this.left.delete(arn));
  }

  /** What nobody needs any more is freed; what still has tasks, when the last of them has stopped. */
  private async release(arn: string, { provider, seen }: Left): Promise<undefined> {
    const name = groupName(provider.autoScalingGroupArn);
    const group = this.parts.groups.find(name);
    const machines = group === undefined ? [] : this.machines(group, this.tasks.instancesOf(seen.cluster, name), provider, seen);
    if (group !== undefined) await this.protect(name, protections(staying(group), machines).free, false);
    if (machines.every(({ isBusy }) => !isBusy)) this.left.delete(arn);
    return undefined;
  }

  private async apply(
    provider: CapacityProviderRecord, group: ManagedGroup, { desired, reservation }: Scaling, seen: Seen,
  ): Promise<number | undefined> {
    const told = `capacity provider ${provider.name}: reservation ${reservation} %, `
      + `Auto Scaling group ${group.name} from ${group.desiredCapacity} to ${desired}`;
    if (desired >= group.desiredCapacity) {
      seen.surplusSince = undefined;
      if (desired > group.desiredCapacity) {
        this.parts.lab.log.info(told);
        await this.parts.groups.setDesired(group.name, desired);
      }
      return undefined;
    }
    seen.surplusSince ??= this.now();
    const at = seen.surplusSince + scaled('managedScaleIn', this.parts.lab.timeScale);
    if (at > this.now()) {
      return at;
    }
    seen.surplusSince = undefined;
    this.parts.lab.log.info(told);
    await this.parts.groups.setDesired(group.name, desired);
    return undefined;
  }

  private async protect(name: string, instances: readonly string[], isProtected: boolean): Promise<void> {
    if (instances.length > 0) {
      await this.parts.groups.protect(name, instances, isProtected);
    }
  }

  private machines(
    group: ManagedGroup, instances: readonly ContainerInstanceRecord[], provider: CapacityProviderRecord, seen: Seen,
  ): readonly Machine[] {
    const warmUp = provider.managedScaling.instanceWarmupPeriod * 1000 / this.parts.lab.timeScale;
    return staying(group).map(({ ec2InstanceId, state }) => {
      const instance = instances.find((one) => one.ec2InstanceId === ec2InstanceId);
      const since = seen.since.get(ec2InstanceId) ?? this.now();
      seen.since.set(ec2InstanceId, state === 'InService' ? since : this.now());
      const isReady = instance?.status === 'ACTIVE' && instance.agentConnected;
      const isStarting = state !== 'InService' || this.now() - since < warmUp;
      return {
        ec2InstanceId, state: isReady ? 'ready' : isStarting ? 'starting' : 'lost',
        isBusy: instance !== undefined && this.tasks.isBusy(instance),
      };
    });
  }

  private now(): number {
    return this.parts.lab.clock.now().getTime();
  }
}

/** Members that are not on their way out. */
const staying = ({ members }: ManagedGroup): ManagedGroup['members'] => members.filter(({ state }) => !state.startsWith('Terminating'));
