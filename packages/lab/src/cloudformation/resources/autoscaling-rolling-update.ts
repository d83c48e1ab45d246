import type { AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import { ResourceFailure } from '../resource-failure';
import type { ResourceContext, UpdateOrder } from '../resource-handler';
import { missedText, signalled, tolerated, tooFewText } from '../signals/signalled';
import type { RollingUpdate } from '../template/policies';
import { findGroup, stableGroup, type KnownActivities } from './autoscaling-group-calls';
import { obsoleteInstances } from './obsolete-instances';
import { initiatedText, replacementsFor, rollingPlan, type GroupSizes } from './rolling-update-plan';
import { waitFor } from './wait';

interface Surroundings {
  readonly context: ResourceContext;
  readonly order: UpdateOrder;
  readonly known: KnownActivities;
  readonly timeScale: number;
  /** Milliseconds that the group may take to settle. */
  readonly limit: number;
}

/** Replaces the obsolete instances of a stable group batch by batch, as its UpdatePolicy says; does nothing where there are none. */
export async function rollGroup(group: AutoScalingGroup, policy: RollingUpdate, around: Surroundings): Promise<void> {
  const { context } = around;
  const obsolete = await obsoleteInstances(group, context);
  if (obsolete.length === 0) return;
  const AutoScalingGroupName = group.AutoScalingGroupName ?? '';
  const suspended = (group.SuspendedProcesses ?? []).map(({ ProcessName }) => ProcessName);
  const ScalingProcesses = policy.suspendProcesses.filter((process) => !suspended.includes(process));
  if (ScalingProcesses.length > 0) await context.call('autoscaling', 'SuspendProcesses', { AutoScalingGroupName, ScalingProcesses });
  try {
    await new Roll(group, policy, obsolete, around).run();
  } finally {
    if (ScalingProcesses.length > 0) await context.call('autoscaling', 'ResumeProcesses', { AutoScalingGroupName, ScalingProcesses });
  }
}

class Roll {
  private readonly name: string;
  private readonly sizes: GroupSizes;
  /** Instances that have been taken note of. */
  private readonly seen: Set<string>;
  private missed = 0;

  constructor(
    group: AutoScalingGroup, private readonly policy: RollingUpdate,
    private readonly obsolete: readonly string[], private readonly around: Surroundings,
  ) {
    this.name = group.AutoScalingGroupName ?? '';
    this.sizes = { min: group.MinSize ?? 0, max: group.MaxSize ?? 0, desired: group.DesiredCapacity ?? 0 };
    this.seen = new Set(idsOf(group));
  }

  async run(): Promise<void> {
    const { order } = this.around;
    const { batchSize, temporarySize } = rollingPlan(this.obsolete.length, this.sizes, this.policy);
    order.progress(initiatedText(this.obsolete.length, batchSize, this.policy));
    if (temporarySize === undefined) return this.batches(batchSize);
    order.progress(`Temporarily setting autoscaling group MinSize and DesiredCapacity to ${temporarySize}.`);
    try {
      await this.resize({ MinSize: temporarySize, DesiredCapacity: temporarySize });
      await this.admitNew();
      await this.batches(batchSize);
    } catch (error) {
      await this.resize({ MinSize: this.sizes.min });
      throw error;
    }
  }

  private async batches(batchSize: number): Promise<void> {
    const { context, order, limit } = this.around;
    for (let gone = 0; gone < this.obsolete.length;) {
      const there = idsOf(await findGroup(this.name, context));
      const batch = this.obsolete.slice(gone, gone + batchSize);
      gone += batch.length;
      const isLast = gone >= this.obsolete.length;
      const leaving = batch.filter((id) => there.includes(id));
      const replacements = replacementsFor(leaving.length, there.length, this.sizes.desired, isLast);
      order.progress(`Terminating instance(s) [${batch.join(',')}]; replacing with ${replacements} new instance(s).`);
      if (isLast) await this.resize({ MinSize: this.sizes.min });
      for (const [index, InstanceId] of leaving.entries()) {
        const surplus = index < leaving.length - replacements;
        await context.call('autoscaling', 'TerminateInstanceInAutoScalingGroup', { InstanceId, ShouldDecrementDesiredCapacity: surplus });
      }
      if (isLast) await this.resize({ DesiredCapacity: this.sizes.desired });
      await waitFor(context, limit, () => 'Group did not stabilize.', async () =>
        !allIdsOf(await findGroup(this.name, context)).some((id) => batch.includes(id)) || undefined);
      order.progress(`Successfully terminated instance(s) [${batch.join(',')}] (Progress ${Math.round(gone * 100 / this.obsolete.length)}%).`);
      await this.admitNew();
    }
  }

  /** Waits until the group has what it wants, then for the signals of its new instances, or for the pause. */
  private async admitNew(): Promise<void> {
    const { context, known, limit } = this.around;
    const added = idsOf(await stableGroup(this.name, known, limit, context)).filter((id) => !this.seen.has(id));
    added.forEach((id) => this.seen.add(id));
    if (added.length === 0) return;
    if (this.policy.waitOnResourceSignals) await this.signals(added);
    else await this.pause();
  }

  private async signals(added: readonly string[]): Promise<void> {
    const { order: { signals, progress } } = this.around;
    const { minSuccessfulPercent: percent, pauseTime } = this.policy;
    progress(`New instance(s) added to autoscaling group - Waiting on ${added.length} resource signal(s) with a timeout of ${pauseTime.text}.`);
    const silent = () => added.filter((id) => signals.statusOf(id) === undefined);
    const count = (status: string) => [...this.seen].filter((id) => signals.statusOf(id) === status).length;
    const allowed = tolerated(this.obsolete.length, percent);
    const inTime = await signalled(signals, this.patience(), () => silent().length === 0 || count('FAILURE') + this.missed > allowed);
    if (count('FAILURE') > allowed) throw new ResourceFailure(tooFewText(count('FAILURE'), 'FAILURE', this.obsolete.length, percent));
    if (inTime) return;
    progress(missedText(silent().length));
    this.missed += silent().length;
    if (count('FAILURE') + this.missed > allowed) throw new ResourceFailure(tooFewText(count('SUCCESS'), 'SUCCESS', this.obsolete.length, percent));
  }

  private async pause(): Promise<void> {
    const { milliseconds, text } = this.policy.pauseTime;
    if (milliseconds === 0) return;
    this.around.order.progress(`New instance(s) added to autoscaling group - Pausing for ${text}.`);
    await signalled(this.around.order.signals, this.patience(), () => false);
  }

  private patience(): Parameters<typeof signalled>[1] {
    const { context: { clock, signal }, timeScale } = this.around;
    return { clock, signal, limit: this.policy.pauseTime.milliseconds / timeScale };
  }

  private async resize(size: { readonly MinSize?: number; readonly DesiredCapacity?: number }): Promise<void> {
    await this.around.context.call('autoscaling', 'UpdateAutoScalingGroup', { AutoScalingGroupName: this.name, ...size });
  }
}

const allIdsOf = (group: AutoScalingGroup | undefined): readonly string[] => (group?.Instances ?? []).map(({ InstanceId = '' }) => InstanceId);

/** Of those that are not on their way out. */
const idsOf = (group: AutoScalingGroup | undefined): readonly string[] =>
  allIdsOf(group && { ...group, Instances: group.Instances?.filter(({ LifecycleState = '' }) => !LifecycleState.startsWith('Terminating')) });
