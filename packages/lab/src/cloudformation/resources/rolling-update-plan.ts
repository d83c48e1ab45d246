import type { RollingUpdate } from '../template/policies';

export interface GroupSizes {
  readonly min: number;
  readonly max: number;
  readonly desired: number;
}

export interface RollingPlan {
  readonly batchSize: number;
  /** Size that the group has during the update, where it would else go below the instances that are to stay in service. */
  readonly temporarySize?: number;
}

/** How many instances go at a time, so that as many as the policy says stay in service and the group never has more than its maximum. */
export function rollingPlan(obsolete: number, { max, desired }: GroupSizes, { maxBatchSize, minInstancesInService }: RollingUpdate): RollingPlan {
  const batchSize = Math.max(1, Math.min(maxBatchSize, obsolete, max - minInstancesInService));
  const needed = Math.min(max, minInstancesInService + batchSize);
  return needed > desired ? { batchSize, temporarySize: needed } : { batchSize };
}

/** How many new instances take the place of a batch: in the last one only what the group wants in the end. */
export function replacementsFor(batch: number, inService: number, desired: number, isLast: boolean): number {
  return isLast ? Math.min(batch, Math.max(0, desired - (inService - batch))) : batch;
}

export function initiatedText(obsolete: number, batchSize: number, policy: RollingUpdate): string {
  const { minInstancesInService, waitOnResourceSignals, pauseTime } = policy;
  const keeping = minInstancesInService > 0
    ? `, while keeping at least ${minInstancesInService} instance(s) in service`
    : '';
  const added = 'when new instances are added to the autoscaling group.';
  const signals = ` Waiting on resource signals with a timeout of ${pauseTime.text} ${added}`;
  const pause = pauseTime.milliseconds > 0 ? ` Pausing for ${pauseTime.text} ${added}` : '';
  const batches = `Terminating ${obsolete} obsolete instance(s) in batches of ${batchSize}${keeping}.`;
  return `Rolling update initiated. ${batches}${waitOnResourceSignals ? signals : pause}`;
}
