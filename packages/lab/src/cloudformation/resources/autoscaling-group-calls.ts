import type { ActivitiesType, Activity, AutoScalingGroup, AutoScalingGroupsType } from '@aws-sdk/client-auto-scaling';
import { ResourceFailure } from '../resource-failure';
import type { ResourceContext } from '../resource-handler';
import { waitFor } from './wait';

/** Activities that were there before, by id: a failure among the others is new. */
export type KnownActivities = ReadonlySet<string | undefined>;

export async function findGroup(name: string, context: ResourceContext): Promise<AutoScalingGroup | undefined> {
  const { AutoScalingGroups: [group] = [] } = await context.call<AutoScalingGroupsType>('autoscaling', 'DescribeAutoScalingGroups', { AutoScalingGroupNames: [name] });
  return group;
}

export async function activitiesOf(name: string, context: ResourceContext): Promise<readonly Activity[]> {
  return (await context.call<ActivitiesType>('autoscaling', 'DescribeScalingActivities', { AutoScalingGroupName: name })).Activities ?? [];
}

export async function knownActivities(name: string, context: ResourceContext): Promise<KnownActivities> {
  return new Set((await activitiesOf(name, context)).map(({ ActivityId }) => ActivityId));
}

/** Waits until all that a group wants is in service. A new failure ends the wait at once: the group would go on trying, the stack need not. */
export async function stableGroup(name: string, known: KnownActivities, limit: number, context: ResourceContext): Promise<AutoScalingGroup> {
  return waitFor(context, limit, () => 'Group did not stabilize.', async () => {
    const now = await findGroup(name, context);
    const wanted = now?.DesiredCapacity ?? 0;
    const members = now?.Instances ?? [];
    if (now && members.length === wanted && members.every(({ LifecycleState }) => LifecycleState === 'InService')) return now;
    const failed = (await activitiesOf(name, context)).find(({ ActivityId, StatusCode }) => StatusCode === 'Failed' && !known.has(ActivityId));
    if (failed) throw new ResourceFailure(`Group did not stabilize. Last scaling activity: ${failed.StatusMessage ?? failed.Description ?? ''}`);
    return undefined;
  });
}
