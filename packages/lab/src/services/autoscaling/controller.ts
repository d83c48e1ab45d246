import type { DescribeLaunchTemplateVersionsResult, DescribeInstancesResult, Instance, Reservation, TerminateInstancesResult } from '@aws-sdk/client-ec2';
import type { Principal } from '../../iam/principal';
import type { Lab } from '../../lab';
import type { InstanceRecord } from '../ec2/model';
import { Activities } from './activities';
import { nextSteps, retryDelay } from './decide';
import type { AutoScalingTables, GroupRecord, MemberRecord } from './model';

export type ControllerLab = Pick<Lab, 'clock' | 'invoke' | 'log' | 'accountId'>;

/** An instance as EC2 has it at this moment. */
export type InstanceLookup = (instanceId: string) => InstanceRecord | undefined;

const GROUP_TAG = 'aws:autoscaling:groupName';

/** Keeps every group at its desired capacity: acts on changes of groups and of instances, never by polling. */
export class GroupController {
  readonly activities: Activities;
  private readonly principal: Principal;
  private readonly work = new Map<string, Promise<void>>();
  private readonly failures = new Map<string, number>();
  private readonly cancelRetry = new Map<string, () => void>();
  private stopped = false;

  constructor(private readonly tables: AutoScalingTables, private readonly lab: ControllerLab, private readonly instanceNow: InstanceLookup) {
    this.activities = new Activities(tables, lab.clock);
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
      this.tables.groups.put(group.name, { ...group, members: [...members, ...found.map((instance) => this.member(group, instance, activity?.id ?? ''))] });
      for (const id of alive.keys()) this.follow(id);
      this.reconcile(group.name);
    }
  }

  /** An instance of EC2 changed: the group that has it follows. */
  instanceChanged(instance: InstanceRecord): void {
    const group = this.tables.groups.list().find(({ members }) => members.some(({ instanceId }) => instanceId === instance.instanceId));
    const member = group?.members.find(({ instanceId }) => instanceId === instance.instanceId);
    if (!group || !member) return;
    if (instance.state === 'running') {
      this.activities.end(member.activityId, 'Successful');
      this.failures.delete(group.name);
      this.putMember(group, { ...member, state: 'InService' });
    } else if (instance.state === 'shutting-down') {
      if (member.state !== 'Terminating') this.leaving(group, member, 'an instance was taken out of service in response to an EC2 health check '
        + 'indicating it has been terminated or stopped.');
      else if (instance.stateReason?.Message?.includes('could not be removed')) {
        this.activities.end(member.activityId, 'Failed', instance.stateReason.Message);
      }
    } else if (instance.state === 'terminated') {
      if (member.state === 'Pending') this.launchFailed(group, member.activityId, instance.stateReason?.Message ?? 'the instance was terminated');
      else this.activities.end(member.activityId, 'Successful');
      this.tables.groups.put(group.name, { ...group, members: group.members.filter(({ instanceId }) => instanceId !== instance.instanceId) });
    }
    this.reconcile(group.name);
  }

  /** Takes over what became of an instance while the group did not listen. */
  private follow(instanceId: string): void {
    const instance = this.instanceNow(instanceId);
    if (instance && instance.state !== 'pending') this.instanceChanged(instance);
  }

  /** Removes one member now; whether it is replaced is a matter of the desired capacity. */
  async terminate(group: GroupRecord, member: MemberRecord, cause: string): Promise<string> {
    const activityId = this.leaving(group, member, cause);
    await this.ec2<TerminateInstancesResult>('TerminateInstances', { InstanceIds: [member.instanceId] });
    return activityId;
  }

  /** No launch is begun any more and waiting retries are dropped. Resolves when the steps under way have ended. */
  async stop(): Promise<void> {
    this.stopped = true;
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
    const { launchIn, terminate } = nextSteps(group);
    const cause = group.deleting ? 'the group is being deleted.' : 'the group has more instances than it wants, or an unhealthy one.';
    for (const id of terminate) {
      const now = this.tables.groups.get(name);
      const member = now?.members.find(({ instanceId }) => instanceId === id);
      if (now && member && member.state !== 'Terminating') await this.terminate(now, member, cause);
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
        group.members.filter(({ state }) => state !== 'Terminating').length} to ${group.desiredCapacity}.`,
    });
    try {
      const { Instances: [instance] = [] } = await this.ec2<Reservation>('RunInstances', {
        MinCount: 1, MaxCount: 1, ClientToken: activity.id, SubnetId: subnetId,
        LaunchTemplate: { LaunchTemplateId: group.template.id, Version: await this.versionOf(group) },
        TagSpecifications: [{ ResourceType: 'instance', Tags: instanceTags(group) }],
      });
      if (!instance) throw new Error('EC2 started no instance');
      this.activities.describe(activity.id, `Launching a new EC2 instance: ${instance.InstanceId}`);
      const now = this.tables.groups.get(name) ?? group;
      const member = this.member(now, instance, activity.id);
      this.tables.groups.put(name, { ...now, members: [...now.members, member] });
      this.follow(member.instanceId);
    } catch (error) {
      this.launchFailed(group, activity.id, textOf(error));
    }
  }

  private async versionOf({ template }: GroupRecord): Promise<string> {
    const { LaunchTemplateVersions: [version] = [] } = await this.ec2<DescribeLaunchTemplateVersionsResult>(
      'DescribeLaunchTemplateVersions', { LaunchTemplateId: template.id, Versions: [template.version] });
    return String(version?.VersionNumber ?? template.version);
  }

  private member(group: GroupRecord, instance: Instance, activityId: string): MemberRecord {
    const version = instance.Tags?.find(({ Key }) => Key === 'aws:ec2launchtemplate:version')?.Value ?? group.template.version;
    return {
      instanceId: instance.InstanceId ?? '', instanceType: instance.InstanceType ?? '', availabilityZone: instance.Placement?.AvailabilityZone ?? '',
      subnetId: instance.SubnetId ?? '', state: stateOf(instance) ?? 'Pending', healthy: true, protectedFromScaleIn: group.newInstancesProtected,
      template: { ...group.template, version }, launchedAt: instance.LaunchTime?.getTime() ?? this.lab.clock.now().getTime(), activityId,
    };
  }

  private leaving(group: GroupRecord, member: MemberRecord, cause: string): string {
    this.activities.end(member.activityId, 'Failed', 'the instance was terminated before it was in service');
    const activity = this.activities.begin(group.name, {
      description: `Terminating EC2 instance: ${member.instanceId}`, cause: `At ${this.lab.clock.now().toISOString()} ${cause}`,
      subnetId: member.subnetId, availabilityZone: member.availabilityZone,
    });
    this.putMember(group, { ...member, state: 'Terminating', activityId: activity.id });
    return activity.id;
  }

  private putMember(group: GroupRecord, member: MemberRecord): void {
    this.tables.groups.put(group.name, {
      ...group, members: group.members.map((known) => (known.instanceId === member.instanceId ? member : known)),
    });
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

  private ec2<Output>(operation: string, input: object): Promise<Output> {
    return this.lab.invoke<Output>('ec2', operation, input, this.principal);
  }
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function stateOf(instance: Instance | undefined): MemberRecord['state'] | undefined {
  switch (instance?.State?.Name) {
    case 'pending': return 'Pending';
    case 'running': return 'InService';
    case 'shutting-down': return 'Terminating';
    default: return undefined;
  }
}

const instanceTags = (group: GroupRecord) => [
  ...group.tags.filter(({ PropagateAtLaunch }) => PropagateAtLaunch).map(({ Key, Value }) => ({ Key, Value })),
  { Key: GROUP_TAG, Value: group.name },
];
