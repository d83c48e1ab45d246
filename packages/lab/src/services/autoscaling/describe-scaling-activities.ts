import type { ActivitiesType, DescribeScalingActivitiesType } from '@aws-sdk/client-auto-scaling';
import { page } from '../support/page';
import { activityView } from './activities';
import { autoScalingOperation, findGroup, type AutoScaling } from './autoscaling';
import { invalidToken } from './errors';

/** Newest first. */
export const describeScalingActivities = (autoScaling: AutoScaling) => autoScalingOperation<DescribeScalingActivitiesType, ActivitiesType>(
  'DescribeScalingActivities', ['AutoScalingGroupName', 'ActivityIds', 'MaxRecords', 'NextToken'], (input) => {
    const group = input.AutoScalingGroupName === undefined ? undefined : findGroup(autoScaling, input.AutoScalingGroupName);
    const ids = input.ActivityIds ?? [];
    const found = autoScaling.controller.activities.of(group?.name).filter(({ id }) => ids.length === 0 || ids.includes(id));
    const { items, next } = page(found, input.MaxRecords, input.NextToken, invalidToken);
    return { Activities: items.map((record) => activityView(record, autoScaling.tables.groups.get(record.group))), NextToken: next };
  });
