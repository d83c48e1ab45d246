import type { AutoScalingInstancesType, DescribeAutoScalingInstancesType } from '@aws-sdk/client-auto-scaling';
import { page } from '../support/page';
import { autoScalingOperation, type AutoScaling } from './autoscaling';
import { invalidToken } from './errors';
import { memberDetails } from './group-view';

type Input = DescribeAutoScalingInstancesType;

export const describeAutoScalingInstances = ({ tables }: AutoScaling) => autoScalingOperation<Input, AutoScalingInstancesType>(
  'DescribeAutoScalingInstances', ['InstanceIds', 'MaxRecords', 'NextToken'], (input) => {
    const ids = input.InstanceIds ?? [];
    const found = tables.groups.list().flatMap((group) => group.members.map((member) => memberDetails(group, member)))
      .filter(({ InstanceId }) => ids.length === 0 || ids.includes(InstanceId ?? ''));
    const { items, next } = page(found, input.MaxRecords, input.NextToken, invalidToken);
    return { AutoScalingInstances: [...items], NextToken: next };
  });
