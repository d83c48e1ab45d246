import type { AutoScalingGroupNamesType, AutoScalingGroupsType } from '@aws-sdk/client-auto-scaling';
import { page } from '../support/page';
import { autoScalingOperation, type AutoScaling } from './autoscaling';
import { invalidToken } from './errors';
import { groupView } from './group-view';
import { tagFiltered } from './tag-filters';

/** A name that nothing has is left out, not refused. */
export const describeAutoScalingGroups = ({ tables }: AutoScaling) => autoScalingOperation<AutoScalingGroupNamesType, AutoScalingGroupsType>(
  'DescribeAutoScalingGroups', ['AutoScalingGroupNames', 'Filters', 'MaxRecords', 'NextToken', 'IncludeInstances'], (input) => {
    const names = input.AutoScalingGroupNames ?? [];
    const found = tables.groups.list().filter(({ name, tags }) =>
      (names.length === 0 || names.includes(name)) && tagFiltered(tags, input.Filters ?? [], name).length >= (input.Filters?.length ? 1 : 0));
    const { items, next } = page(found, input.MaxRecords, input.NextToken, invalidToken);
    return { AutoScalingGroups: items.map(groupView), NextToken: next };
  });
