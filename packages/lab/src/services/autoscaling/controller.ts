import type { DescribeInstancesResult, TerminateInstancesResult } from '@aws-sdk/client-ec2';
import type { Principal } from '../../iam/principal';
import type { Lab } from '../../lab';
import type { InstanceRecord } from '../ec2/model';
import { Activities } from './activities';
import { nextSteps, retryDelay } from './decide';
import { launchInstance } from './launch';
import { isLeaving, isWaiting, LAUNCHING, TERMINATING } from './lifecycle';
import { LifecycleWaits } from './lifecycle-waits';
import { GROUP_TAG, memberOf, withMember, withoutMember } from './members';
import type { AutoScalingTables, GroupRecord, MemberRecord } from './model';
import { isSuspended } from './processes';

export type ControllerLab = Pick<Lab, 'clock' | 'invoke' | 'log' | 'accountId' | 'timeScale'>;

/** An instance as EC2 has it at this moment. */
export type InstanceLookup = (instanceId: string) => InstanceRecord | undefined;

const PROTECTED = 'Could not scale to desired capacity because all remaining instances are protected from scale-in.';

/** Keeps every group at its desired capacity: acts on changes of groups and of instances, never by polling. */
export class GroupController {
  readonly activities: Activities;
  readonly waits: LifecycleWaits;
  private readonly principal: Principal;
  private readonly work = new Map<string, Promise<void>>();
  private readonly failures = new Map<string, number>();
  private readonly cancelRetry = new Map<string, () => void>();
  private stopped = false;

  constructor(private readonly tables: AutoScalingTables, private readonly lab: ControllerLab, private readonly instanceNow: InstanceLookup) {
    this.activities = new Activities(tables, lab.clock);
    this.waits = new LifecycleWaits({ tables, lab, over: (name, instanceId, abandoned) => this.released(name, instanceId, abandoned) });
    this.principal = {
      kind: 'service', service: 'autoscaling.amazonaws.com',
      arn: `arn:aws:iam::${lab.accountId}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`,
    };
  }

  /** Brings a group to what it wants, after the work already under way for it. */
  reconcile(name: string): void {
    const next = (this.work.get(name) ?? Promise.resolve()).then(() => this.step(name)).catch((error: unknown) => {
      this.lab.log.warn(`Auto Scaling group ${name}: ${textOf(error)}`);
      this.retryLater(name);
    }).finally(() => { if (this.work.get(name) === next) this.work.delete(name); });
    this.work.set(name, next);
  }

  /** A group was changed: what failed before may work now, so nothing waits any longer. */
  changed(name: string): void {
    this.cancelRetry.get(name)?.();
    this.cancelRetry.delete(name);
    this.failures.delete(name);
    this.reconcile(name);
  }

  /** Processes of a group go on: what became of its instances meanwhile is noticed now. */
  resumed(name: string): void {
    for (const { instanceId } of this.tables.groups.get(name)?.members ?? []) this.follow(instanceId);
    this.changed(name);
  }

  /** Once at start, after EC2 has reconciled: takes back instances that were launched and not yet noted, and goes on. */
  async resume(): Promise<void> {
    for (const group of this.tables.groups.list()) {
      const { Reservations = [] } = await this.ec2<DescribeInstancesResult>('DescribeInstances', {
        Filters: [{ Name: `tag:${GROUP_TAG}`, Values: [group.name] }, { Name: 'instance-state-name', Values: ['pending', 'running', 'shutting-down'] }],
      });
      const alive = new Map(Reservations.flatMap(({ Instances = [] }) => Instances).map((instance) => [instance.InstanceId ?? '', instance]));
      const known = new Set(group.members.map(({ instanceId }) => instanceId));
      const found = [...alive.values()].filter(({ InstanceId }) => !known.has(InstanceId ?? ''));
      const activity = found.length === 0 ? undefined : this.activities.begin(group.name, {
        description: 'Taking back instances after a restart of the lab', cause: 'The lab was started again.',
      });
      if (activity) this.activities.end(activity.id, 'Successful');
      const members = group.members.filter(({ instanceId }) => alive.has(instanceId));
      this.tables.groups.put(group.name, { ...group, members: [...members, ...found.map((instance) => memberOf(group, instance, activity?.id ?? '', this.now()))] });
      for (const id of alive.keys()) this.takeUp(group.name, id);
      this.reconcile(group.name);
    }
  }

  /** An instance of EC2 changed: the group that has it follows. */
  instanceChanged(instance: InstanceRecord): void {
    const group = this.tables.groups.list().find(({ members }) => members.some(({ instanceId }) => instanceId === instance.instanceId));
    const member = group?.members.find(({ instanceId }) => instanceId === instance.instanceId);
    if (!group || !member) return;
    if (instance.state === 'running') {
      if (member.state === 'Pending' && !this.waits.begin(group, member, LAUNCHING)) this.inService(group, member);
    } else if (!isLeaving(member) && member.state === 'InService' && isSuspended(group, 'HealthCheck')) {
      return;
    } else if (instance.state === 'shutting-down') {
      if (!isLeaving(member)) this.leaving(group, member, 'an instance was taken out of service in response to an EC2 health check '
        + 'indicating it has been terminated or stopped.');
      else if (instance.stateReason?.Message?.includes('could not be removed')) {
        this.activities.end(member.activityId, 'Failed', instance.stateReason.Message);
      }
    } else if (instance.state === 'terminated') {
      if (member.state.startsWith('Pending')) this.launchFailed(group, member.activityId, instance.stateReason?.Message ?? 'the instance was terminated');
      else this.activities.end(member.activityId, 'Successful');
      this.tables.groups.put(group.name, withoutMember(group, instance.instanceId));
    }
    this.reconcile(group.name);
  }

  /** Takes over what became of an instance while the group did not listen. */
  private follow(instanceId: string): void {
    const instance = this.instanceNow(instanceId);
    if (instance && instance.state !== 'pending') this.instanceChanged(instance);
  }

  /** After a restart: the same, and what was about to end ends. */
  private takeUp(name: string, instanceId: string): void {
    const group = this.tables.groups.get(name);
    const member = group?.members.find((known) => known.instanceId === instanceId);
    if (group && member && isLeaving(member) && !isWaiting(member) && this.instanceNow(instanceId)?.state === 'running') {
      this.putMember(group, { ...member, state: 'InService' });
    }
    this.follow(instanceId);
    this.waits.arm(name, instanceId);
  }

  /**
   * Removes one member, once the hooks on its termination have let it go; whether it is replaced is a matter of the desired capacity.
   * Hooks do not hold what is deleted by force or never came into service.
   */
  async terminate(group: GroupRecord, member: MemberRecord, cause: string): Promise<string> {
    const activityId = this.leaving(group, member, cause);
    const now = this.tables.groups.get(group.name) ?? group;
    const left = now.members.find(({ instanceId }) => instanceId === member.instanceId) ?? member;
    if (group.deleting || member.state !== 'InService' || !this.waits.begin(now, left, TERMINATING)) await this.end(member.instanceId);
    return activityId;
  }

  private end(instanceId: string): Promise<TerminateInstancesResult> {
    return this.ec2<TerminateInstancesResult>('TerminateInstances', { InstanceIds: [instanceId] });
  }

  /** The last hook has let a member go. */
  private released(name: string, instanceId: string, abandoned: boolean): void {
    const group = this.tables.groups.get(name);
    const member = group?.members.find((known) => known.instanceId === instanceId);
    if (!group || !member) return;
    if (member.state === 'Pending:Wait' && !abandoned) {
      this.inService(group, member);
      this.reconcile(name);
      return;
    }
    if (member.state === 'Pending:Wait') this.leaving(group, member, 'an instance was taken out of service because a lifecycle hook abandoned its launch.');
    else this.putMember(group, { ...member, state: 'Terminating:Proceed', actions: undefined });
    this.end(instanceId).catch((error: unknown) => {
      this.lab.log.warn(`Auto Scaling group ${name}: ${instanceId} could not be terminated: ${textOf(error)}`);
    });
  }

  private inService(group: GroupRecord, member: MemberRecord): void {
    this.activities.end(member.activityId, 'Successful');
    this.failures.delete(group.name);
    this.putMember(group, { ...member, state: 'InService', actions: undefined });
  }

  /** No launch is begun any more and waiting retries are dropped. Resolves when the steps under way have ended. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.waits.stop();
    for (const cancel of this.cancelRetry.values()) cancel();
    await Promise.all(this.work.values());
  }

  private async step(name: string): Promise<void> {
    const group = this.tables.groups.get(name);
    if (!group || this.stopped) return;
    if (group.deleting && group.members.length === 0) {
      this.tables.groups.delete(name);
      this.activities.forget(name);
      return;
    }
    if (group.deleting) {
      for (const { instanceId } of group.members.filter((member) => isLeaving(member) && isWaiting(member))) this.released(name, instanceId, false);
    }
    const { launchIn, terminate, blocked } = nextSteps(this.tables.groups.get(name) ?? group);
    if (blocked > 0) {
      this.activities.cancelled(name, {
        description: PROTECTED, cause: `At ${this.lab.clock.now().toISOString()} the group wants ${group.desiredCapacity} instances and has ${blocked} more.`,
      });
    }
    const cause = group.deleting ? 'the group is being deleted.' : 'the group has more instances than it wants, or an unhealthy one.';
    for (const id of terminate) {
      const now = this.tables.groups.get(name);
      const member = now?.members.find(({ instanceId }) => instanceId === id);
      if (now && member && !isLeaving(member)) await this.terminate(now, member, cause);
    }
    if (this.cancelRetry.has(name)) return;
    for (const subnetId of launchIn) await this.launch(name, subnetId);
  }

  private async launch(name: string, subnetId: string): Promise<void> {
    const group = this.tables.groups.get(name);
    if (!group || group.deleting || this.cancelRetry.has(name)) return;
    const zone = group.subnets.find(({ id }) => id === subnetId)?.availabilityZone;
    const activity = this.activities.begin(name, {
      description: 'Launching a new EC2 instance', subnetId, availabilityZone: zone,
      cause: `An instance was started in response to a difference between desired and actual capacity, increasing the capacity from ${
        group.members.filter((member) => !isLeaving(member)).length} to ${group.desiredCapacity}.`,
    });
    try {
      const instance = await launchInstance((operation, input) => this.ec2(operation, input), this.tables, group, { subnetId, token: activity.id });
      this.activities.describe(activity.id, `Launching a new EC2 instance: ${instance.InstanceId}`);
      const now = this.tables.groups.get(name) ?? group;
      const member = memberOf(now, instance, activity.id, this.now());
      this.tables.groups.put(name, { ...now, members: [...now.members, member] });
      this.follow(member.instanceId);
    } catch (error) {
      this.launchFailed(group, activity.id, textOf(error));
    }
  }

  private leaving(group: GroupRecord, member: MemberRecord, cause: string): string {
    this.activities.end(member.activityId, 'Failed', 'the instance was terminated before it was in service');
    const activity = this.activities.begin(group.name, {
      description: `Terminating EC2 instance: ${member.instanceId}`, cause: `At ${this.lab.clock.now().toISOString()} ${cause}`,
      subnetId: member.subnetId, availabilityZone: member.availabilityZone,
    });
    this.putMember(group, { ...member, state: 'Terminating', activityId: activity.id, actions: undefined });
    return activity.id;
  }

  private putMember(group: GroupRecord, member: MemberRecord): void {
    this.tables.groups.put(group.name, withMember(group, member));
  }

  private launchFailed(group: GroupRecord, activityId: string, message: string): void {
    this.activities.end(activityId, 'Failed', `${message.replace(/\.?$/, '.')} Launching EC2 instance failed.`);
    this.lab.log.warn(`Auto Scaling group ${group.name} could not launch an instance: ${message}`);
    this.retryLater(group.name);
  }

  private retryLater(name: string): void {
    if (this.stopped || this.cancelRetry.has(name)) return;
    const failures = (this.failures.get(name) ?? 0) + 1;
    this.failures.set(name, failures);
    this.cancelRetry.set(name, this.lab.clock.after(retryDelay(failures), () => {
      this.cancelRetry.delete(name);
      this.reconcile(name);
    }));
  }

  private now(): number {
    return this.lab.clock.now().getTime();
  }

  private ec2<Output>(operation: string, input: object): Promise<Output> {
    return this.lab.invoke<Output>('ec2', operation, input, this.principal);
  }
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
