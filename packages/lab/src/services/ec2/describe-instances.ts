import type { DescribeInstancesRequest, DescribeInstancesResult } from '@aws-sdk/client-ec2';
import { describe } from './describe';
import { ec2Operation, type Ec2 } from './ec2';
import { notFound } from './errors';
import { checkInstanceId } from './instances/ids';
import { instanceFields, shownInstances } from './instances/shown';
import { reservationViews } from './instances/view';

export const describeInstances = (ec2: Ec2) => ec2Operation<DescribeInstancesRequest, DescribeInstancesResult>(
  'DescribeInstances', ['InstanceIds', 'Filters', 'MaxResults', 'NextToken', 'IncludeManagedResources'], (input) => {
    input.InstanceIds?.forEach(checkInstanceId);
    const { items, next } = describe(input, input.InstanceIds, {
      records: shownInstances(ec2),
      idOf: ({ instanceId }) => instanceId,
      tagsOf: ({ tags }) => tags,
      notFound: notFound.instance,
      fields: instanceFields(ec2),
    });
    return { Reservations: reservationViews(ec2, items), NextToken: next };
  });
